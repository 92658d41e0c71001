package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people take for a model, and what they are told. */
class OtherFileTest {
  @TempDir Path folder;

  private static String refusal(ModelSource source) {
    String[] said = new String[1];
    assertThatThrownBy(() -> InferenceEngines.of().load(source, LoadOptions.defaults()))
        .isInstanceOf(ModelLoadException.class)
        .satisfies(e -> said[0] = e.getMessage());
    return said[0];
  }

  private String refusal(String name, byte[] content) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    String said = refusal(ModelSource.of(file));
    assertThat(said).startsWith(file.toString());
    return said;
  }

  /** A byte for each character. */
  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] zip(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(7);
      }
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version https://git-lfs.github.com/spec/v1\\noid sha256:00\\nsize 9\\n | pointer of Git LFS .*git lfs pull",
        "version https://hawser.github.com/spec/v1\\noid sha256:00\\n | pointer of Git LFS .*git lfs pull",
        "Entry not found | server's answer in place of the file, .entry not found.: download it again",
        "404: Not Found | server's answer in place of the file",
        "Access Denied\\n | server's answer in place of the file",
        "<!-- saved --><html> | page of HTML",
        "[{\"a\":1}] | JSON",
        "<!DOCTYPE html>\\n<html>\\n | page of HTML.*download it again",
        "\\n  <HTML><body>Not found | page of HTML.*download it again",
        "<?xml version='1.0'?>\\n<Error><Code>NoSuchKey</Code></Error> | XML, perhaps a server's answer",
        "<?xml version='1.0'?>\\n<net name='x' version='10'> | OpenVINO",
        "GGUF\\3\\0\\0\\0 | GGUF, weights for llama.cpp",
        "\\u0089HDF\\r\\n\\u001a\\n\\0 | Keras model: convert it with tf",
        "BZh91AY | bzip2: unpack it",
        "\\u00fd7zXZ\\0 | xz: unpack it",
        "(\\u00b5/\\u00fd\\0 | Zstandard: unpack it",
        "\\u0093NUMPY\\1\\0 | NumPy array and no network",
        "7767517\\n75 83\\n | NCNN",
        "\\100\\0\\0\\0\\0\\0\\0\\0{\"__metadata__\" | safetensors, weights without a network",
        "\\u0080\\2\\u008a\\nl\\u00fc\\u009cF\\u00f9 j\\u00a8P\\u0019. | pickle .*before PyTorch 1.6.*torch.jit.save",
        "\\u0080\\4\\u0095\\u0098\\0\\0\\0\\0\\0\\0\\0\\u008c\\u001asklearn.linear_model | pickle of scikit-learn.*skl2onnx",
        "{\"format\": \"layers-model\", \"modelTopology\": {} | TensorFlow.js",
        "{\"a\": 1} | JSON",
        "%PDF-1.7 | a PDF",
        "\\u001c\\0\\0\\0ET12\\0\\0 | ExecuTorch",
        "\\10\\1\\22\\u00a4\\u0083\\1\\n\\u00f0\\u00a2\\1\\22 | TensorFlow SavedModel.*TFLiteConverter",
        "\\10\\4\\22\\u0082\\1\\n\\u0080\\1\\n\\5image | Core ML",
        "\\n\\20\\n\\1x\\22\\13Placeholder | TensorFlow GraphDef.*tf2onnx",
      })
  void aFileIsCalledWhatItIs(String content, String expected) throws IOException {
    String text = content.replaceAll("\\\\u00(..)", "%$1").translateEscapes();
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      boolean code = text.charAt(i) == '%' && !text.startsWith("%PDF", i);
      bytes.append(
          code ? (char) Integer.parseInt(text.substring(i + 1, i + 3), 16) : text.charAt(i));
      i += code ? 2 : 0;
    }
    byte[] file = latin1(bytes.toString());
    assertThat(refusal("model.bin", file))
        .matches("(?s).*is not a model .*it is .*" + expected + ".*");
    // The same from memory.
    assertThat(refusal(ModelSource.of(file))).matches("(?s).*" + expected + ".*");
  }

  @Test
  void aGzippedModelIsToBeUnpacked() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(7);
    }
    assertThat(refusal("model.tflite.gz", bytes.toByteArray()))
        .endsWith("it is compressed with gzip: unpack it, and load the file inside");
  }

  @Test
  void aTarIsToBeUnpacked() throws IOException {
    byte[] tar = new byte[1024];
    System.arraycopy(latin1("model.onnx"), 0, tar, 0, 10);
    System.arraycopy(latin1("ustar"), 0, tar, 257, 5);
    assertThat(refusal("model.tar", tar)).contains("a tar archive: unpack it");
  }

  @ParameterizedTest
  @CsvSource({
    "other.txt model.properties, a bundle: open it with io.infer4j.bundle.ModelBundle.open",
    "folder/x.bin folder/model.properties, a bundle: open it with",
    "metadata.json config.json model.weights.h5, a Keras model: convert it",
    "net/variables/a net/saved_model.pb, a zip of a TensorFlow SavedModel: convert it",
    "arr_0.npy x.npy, NumPy arrays (.npz) and no network: read them with io.infer4j.npy.Npy.readAll",
    "model.onnx labels.txt, 'a zip of [model.onnx, labels.txt]: unpack it'",
  })
  void aZipIsCalledByWhatIsInIt(String names, String expected) throws IOException {
    assertThat(refusal("model.zip", zip(names.split(" ")))).contains(expected);
  }

  @Test
  void aZipInMemoryIsCalledByItsFirstFile() throws IOException {
    assertThat(refusal(ModelSource.of(zip("model.properties", "a.onnx")))).contains("a bundle:");
  }

  @Test
  void aFolderWithABundleIsToBeOpenedAsOne() throws IOException {
    Files.createFile(folder.resolve("model.properties"));
    assertThat(refusal(ModelSource.of(folder)))
        .isEqualTo(
            folder.toAbsolutePath()
                + " is not a file but a directory, a bundle: open it with"
                + " io.infer4j.bundle.ModelBundle.open");
  }

  @Test
  void aFolderWithASavedModelIsToBeConverted() throws IOException {
    Files.createFile(folder.resolve("saved_model.pb"));
    assertThat(refusal(ModelSource.of(folder))).contains("a TensorFlow SavedModel: convert it");
  }

  @Test
  void anotherFileIsShownByItsFirstBytes() throws IOException {
    assertThat(refusal("x", new byte[] {0, -1, 'a'}))
        .endsWith(" is not a model of a known format; it begins with 00 ff 61");
  }

  @Test
  void aSavedModelIsNotTakenForOnnxWhateverFollows() throws IOException {
    byte[] file = new byte[10_000];
    System.arraycopy(latin1("\b\1\22\u00a4\u0083\1\n\u00f0\u00a2\1\22"), 0, file, 0, 11);
    assertThat(refusal("saved_model.pb", file)).contains("TensorFlow SavedModel");
  }
}
