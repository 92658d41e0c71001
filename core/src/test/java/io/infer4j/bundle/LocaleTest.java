package io.infer4j.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.ModelLoadException;
import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** In a JVM whose locale is not UTF-8: what a file says is the same. */
class LocaleTest {
  private static final String TEXT =
      "infer4j.version=1\noutput.0.name=gr\u00f6\u00dfe\noutput.0.dtype=int8\n"
          + "labels.file=NAME\nmetadata.x=\u65e5\u672c\n"
          + "variant.a.format=onnx\nvariant.a.file=a\nvariant.a.sha256="
          + "0".repeat(64);

  @TempDir Path folder;

  /** In the child: prints what there is, in ASCII. */
  public static void main(String[] args) {
    try {
      ModelBundle bundle = ModelBundle.open(Path.of(args[0]));
      print(bundle.outputs().get(0).name() + bundle.labels() + bundle.metadata());
      print(Npy.read(Path.of(args[1])).asStrings().toString());
    } catch (ModelLoadException e) {
      print(String.valueOf(e.getMessage()));
    }
  }

  private static void print(String text) {
    StringBuilder ascii = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      ascii.append(c < 128 ? String.valueOf(c) : String.format("\\u%04x", (int) c));
    }
    System.out.println(ascii);
  }

  private String child(Path bundle, String encoding) throws Exception {
    Path array = folder.resolve("x.npy");
    Npy.write(array, Tensor.of(new String[] {"\u00e9"}, 1));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dfile.encoding=" + encoding);
    command.add("-cp");
    String classPath = System.getProperty("java.class.path");
    command.add(System.getProperty("surefire.test.class.path", classPath));
    command.add(LocaleTest.class.getName());
    command.add(bundle.toString());
    command.add(array.toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  private Path bundle(String labels) throws IOException {
    Files.writeString(folder.resolve("model.properties"), TEXT.replace("NAME", labels));
    Files.writeString(folder.resolve(labels), "\u00fc\n");
    return folder;
  }

  @Test
  void descriptionLabelsAndArraysAreReadInLatin1() throws Exception {
    assertThat(child(bundle("l.txt"), "ISO-8859-1"))
        .contains("gr\\u00f6\\u00dfe[\\u00fc]{x=\\u65e5\\u672c}")
        .contains("[\\u00e9]");
  }

  @Test
  void descriptionLabelsAndArraysAreReadInAscii() throws Exception {
    assertThat(child(bundle("l.txt"), "US-ASCII")).contains("gr\\u00f6\\u00dfe[\\u00fc]");
  }

  @Test
  void namesInAZipAreUtf8Everywhere() throws Exception {
    Path zip = folder.resolve("b.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("model.properties"));
      out.write(TEXT.replace("NAME", "l\u00e4.txt").getBytes(StandardCharsets.UTF_8));
      out.putNextEntry(new ZipEntry("l\u00e4.txt"));
      out.write("\u00fc\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(child(zip, "ISO-8859-1")).contains("gr\\u00f6\\u00dfe[\\u00fc]");
  }

  @Test
  @EnabledOnOs(OS.LINUX) // elsewhere file names do not depend on the locale
  void aFileNameThatTheLocaleCannotHoldIsSaidToBeOne() throws Exception {
    Files.writeString(folder.resolve("model.properties"), TEXT.replace("NAME", "l\u00e4.txt"));
    assertThat(child(folder, "ISO-8859-1"))
        .contains("l\\u00e4.txt: the locale has no such file name; run with LC_ALL=C.UTF-8");
  }
}
