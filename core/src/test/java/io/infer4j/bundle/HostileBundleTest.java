package io.infer4j.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.ModelLoadException;
import io.infer4j.Mutations;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Descriptions that are meant to take time or memory: refused, in the little memory that these
 * tests have. The time limit is one that only a hang reaches.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileBundleTest {
  private static final String SHA = "0".repeat(64);
  private static final String TAIL =
      "output.0.name=y\noutput.0.dtype=int8\nvariant.a.format=onnx\nvariant.a.file=m.onnx\n"
          + "variant.a.sha256="
          + SHA
          + "\n";

  @TempDir Path folder;

  private static String inputs(int count) {
    StringBuilder text = new StringBuilder("infer4j.version=1\n");
    for (int i = 0; i < count; i++) {
      text.append("input.").append(i).append(".name=").append(i).append('\n');
      text.append("input.").append(i).append(".dtype=int8\n");
    }
    return text.toString();
  }

  private static Manifest read(String text) {
    return new Manifest("m", text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(String text, String expected) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(expected)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(10_000));
  }

  @Test
  void manyInputsAreReadInLinearTime() {
    assertThat(read(inputs(40_000) + TAIL).inputs).hasSize(40_000);
  }

  @Test
  void moreKeysThanAnyBundleHasAreRefused() {
    assertRefused(inputs(300_000) + TAIL, "expected at most 100000 keys, got more");
  }

  @Test
  void manyVariantsOfManyInputsAreRefused() {
    StringBuilder text = new StringBuilder(inputs(2_000)).append(TAIL);
    for (int i = 0; i < 2_000; i++) {
      text.append("variant.v").append(i).append(".format=onnx\n");
    }
    assertRefused(
        text.toString(),
        "expected at most 65536 tensors in all variants together, got 2001 variants of 2001");
  }

  @Test
  void aShapeOfMillionsOfAxesIsRefused() {
    assertRefused(
        inputs(1) + "input.0.shape=" + "1,".repeat(4_000_000) + "1\n" + TAIL,
        "input.0.shape: expected at most 64 values, got 4000001");
  }

  @Test
  void aLayoutOfMillionsOfLettersIsRefused() {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < 3_000_000; i++) {
      letters.append((char) (0x4e00 + i % 20_000));
    }
    assertRefused(
        inputs(1) + "input.0.layout=" + letters + "\n" + TAIL, "a layout of capital letters");
  }

  @Test
  void aPathOfMillionsOfPartsIsRefused() {
    assertRefused(
        inputs(1) + TAIL.replace("m.onnx", "a/".repeat(4_000_000) + "m"),
        "a path of at most 4096 characters");
  }

  @Test
  void escapesByTheMillionAreRead() {
    String value =
        read(inputs(1) + TAIL + "metadata.x=" + "\\u0041".repeat(1_000_000)).metadata.get("x");
    assertThat(value).hasSize(1_000_000);
  }

  @Test
  void joinedLinesByTheMillionAreRead() {
    assertThat(read(inputs(1) + TAIL + "metadata.x=" + "\\\n ".repeat(1_000_000) + "end").metadata)
        .containsEntry("x", "end");
  }

  @Test
  void aDescriptionThatUnpacksToGigabytesIsRefused() throws IOException {
    Path zip = folder.resolve("bomb.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("model.properties"));
      fill(out, '#');
    }
    assertThatThrownBy(() -> ModelBundle.open(zip))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageEndingWith("model.properties: expected at most 16777216 bytes, got more");
  }

  @Test
  void labelsWithoutEndAreRefused() throws IOException {
    Files.writeString(folder.resolve("model.properties"), inputs(1) + TAIL + "labels.file=l.txt\n");
    Files.writeString(folder.resolve("l.txt"), "a\n".repeat(2_000_000));
    assertThatThrownBy(() -> ModelBundle.open(folder))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageEndingWith("l.txt: expected at most 1000000 labels, got more");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aPipeInPlaceOfTheZipIsRefusedAndNotWaitedFor() throws Exception {
    Path pipe = folder.resolve("pipe");
    Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> ModelBundle.open(pipe))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageEndingWith("pipe is neither a folder nor a zip file");
  }

  @Test
  void damagedDescriptionsAreReadOrRefusedAndNothingElse() {
    int count = Integer.getInteger("infer4j.mutations", 3_000);
    String text =
        "infer4j.version=1\ninput.0.name=image\ninput.0.dtype=uint8\ninput.0.shape=batch,3,8,8\n"
            + "input.0.layout=NCHW\ninput.0.scale=0.5\ninput.0.zero_point=3\n"
            + "output.0.name=scores\noutput.0.dtype=float32\noutput.0.shape=batch,10\n"
            + "labels=a,b\\u00e9,c\nmetadata.license=Apache-2.0\n"
            + "preprocess.size=8x8\npreprocess.resize=PILLOW\npreprocess.scale=1/255\n"
            + "preprocess.mean=1,2,3\npreprocess.letterbox=1,2,3\n"
            + "variant.a.format=onnx\nvariant.a.file=f/m.onnx\nvariant.a.sha256="
            + SHA
            + "\nvariant.a.input.0.layout=NHWC\nvariant.a.input.0.shape=1,8,8,3\n"
            + "variant.a.input.0.position=0\nvariant.a.option.onnxruntime.x=1\nvariant.a.atol=1e-3\n";
    byte[] whole = text.getBytes(StandardCharsets.UTF_8);
    Random random = new Random(15);
    int refused = 0;
    for (int i = 0; i < count; i++) {
      byte[] damaged = Mutations.of(whole, random);
      try {
        assertThat(new Manifest("m", damaged).variants).isNotEmpty();
      } catch (ModelLoadException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(count / 2, count);
  }

  @Test
  void damagedZipsAreOpenedOrRefusedAndNothingElse() throws IOException {
    int count = Integer.getInteger("infer4j.mutations", 1_000);
    Path zip = folder.resolve("b.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("bundle/model.properties"));
      out.write((inputs(1) + TAIL + "labels.file=l.txt\n").getBytes(StandardCharsets.UTF_8));
      out.putNextEntry(new ZipEntry("bundle/l.txt"));
      out.write("a\nb\n".getBytes(StandardCharsets.UTF_8));
    }
    byte[] whole = Files.readAllBytes(zip);
    Random random = new Random(16);
    int refused = 0;
    for (int i = 0; i < count; i++) {
      Files.write(zip, Mutations.of(whole, random));
      try {
        assertThat(ModelBundle.open(zip).variants()).isNotEmpty();
      } catch (ModelLoadException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(count / 10, count);
  }

  private static void fill(OutputStream out, char c) throws IOException {
    byte[] megabyte = String.valueOf(c).repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 1024; i++) {
      out.write(megabyte);
    }
  }
}
