package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFormatTest {
  @TempDir Path folder;

  private static final Path HERE = Path.of(System.getProperty("basedir", "."));
  private static final Path ONNX =
      HERE.resolve("../backend-onnx/src/test/resources/io/infer4j/onnx/models");

  static List<Path> onnxFiles() throws IOException {
    try (Stream<Path> all = Files.list(ONNX)) {
      return all.filter(path -> path.toString().endsWith(".onnx")).sorted().toList();
    }
  }

  private static ModelFormat detect(byte[] header) {
    return ModelFormat.detect(
        Arrays.copyOf(header, Math.min(header.length, ModelFormat.HEADER_BYTES)), List.of());
  }

  private static ModelFormat detectText(String text) {
    return detect(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] fixture(String name) throws IOException {
    return Files.readAllBytes(HERE.resolve("src/test/resources/io/infer4j/formats").resolve(name));
  }

  @Test
  void thereAreOnnxFilesToCheck() throws IOException {
    assertThat(onnxFiles()).hasSizeGreaterThan(35);
  }

  @ParameterizedTest
  @MethodSource("onnxFiles")
  void anOnnxFileIsOnnxAlsoWhenItIsCut(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    assertThat(detect(whole)).isSameAs(ModelFormat.ONNX);
    for (int length = 16; length < Math.min(whole.length, ModelFormat.HEADER_BYTES); length++) {
      assertThat(detect(Arrays.copyOf(whole, length)))
          .as("%d bytes", length)
          .isSameAs(ModelFormat.ONNX);
    }
  }

  /** A graph of one field, its name "g", and so on, as protobuf writes them. */
  private static byte[] message(int... bytes) {
    byte[] message = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      message[i] = (byte) bytes[i];
    }
    return message;
  }

  @Test
  void onnxMayBeginWithItsGraph() {
    assertThat(detect(message(0x3a, 3, 0x12, 1, 'g', 0x08, 9))).isSameAs(ModelFormat.ONNX);
    assertThat(detect(message(0x3a, 3, 0x12, 1, 'g'))).isSameAs(ModelFormat.ONNX);
  }

  @Test
  void aGraphMayBeLongerThanTheHeader() {
    byte[] header = new byte[ModelFormat.HEADER_BYTES];
    System.arraycopy(message(0x3a, 0xff, 0x7f, 0x12, 1, 'g', 0x0a, 0xf0, 0x7e), 0, header, 0, 9);
    assertThat(detect(header)).isSameAs(ModelFormat.ONNX);
  }

  @Test
  void onnxMayBeginWithItsProducer() {
    assertThat(detect(message(0x12, 2, 'p', 'q', 0x08, 9, 0x28, 1))).isSameAs(ModelFormat.ONNX);
  }

  @Test
  void onnxMayHaveANegativeModelVersion() {
    byte[] file =
        message(0x28, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1, 0x08, 9, 0x12, 1, 'p');
    assertThat(detect(file)).isSameAs(ModelFormat.ONNX);
  }

  @Test
  void onnxMayHaveFunctionsAndTrainingInfo() {
    assertThat(detect(message(0x08, 9, 0xa2, 1, 1, 0, 0xca, 1, 1, 0, 0xd2, 1, 0)))
        .isSameAs(ModelFormat.ONNX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "080a0f00", // field 1, then field 1 of another type
        "0800", // IR version 0
        "08a08d06", // IR version 100,000
        "3a00", // an empty graph
        "3a0312057878", // a graph whose first field is longer than it
        "3a0308017878", // a graph whose first field is none of a graph
        "3a0512016712ff", // a graph whose second field is longer than it
        "3a05120167", // a graph that is longer than the file
        "0a0208ff", // field 1 as bytes
        "12",
        "1205",
        "28ffffffffffffffffffff0108", // no evidence, cut, a number of 11 bytes
        "0809ffffffffffffffffffff01", // a tag of 11 bytes
      })
  void protobufThatIsNoModelIsNotOnnx(String hex) {
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    }
    assertThat(detect(bytes)).isNull();
  }

  @Test
  void randomBytesAreAlmostNeverOnnx() {
    Random random = new Random(13);
    int wrong = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] header = new byte[i % 2 == 0 ? ModelFormat.HEADER_BYTES / 16 : 1 + random.nextInt(64)];
      random.nextBytes(header);
      if (detect(header) != null) {
        wrong++;
      }
    }
    assertThat(wrong).isLessThan(100);
  }

  @Test
  void randomTextIsAlmostNeverAModel() {
    Random random = new Random(14);
    int wrong = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] text = new byte[1 + random.nextInt(200)];
      for (int k = 0; k < text.length; k++) {
        text[k] = (byte) (random.nextInt(8) == 0 ? '\n' : ' ' + random.nextInt(95));
      }
      text[0] = (byte) ":\"2Br*".charAt(i % 6);
      if (detect(text) != null) {
        wrong++;
      }
    }
    assertThat(wrong).isLessThan(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":",
        ": ",
        ":wq",
        ":root",
        ":::::::::",
        ": a comment that starts with a colon, and is long",
        "\"name\": \"a\", \"b\": 1",
        "# Readme\n",
        "{\"a\": 1}",
        "<html>",
        "version https://git-lfs",
        "B",
        "BM",
        "Rar!",
        "r",
        "2024-01-01: it was",
        "*",
        "\n\n\n",
        "%PDF-1.7",
        "\u0000asm",
        "GIF89a"
      })
  void textIsNoModel(String text) {
    assertThat(detectText(text)).isNull();
    assertThat(detectText(text + " ".repeat(100))).isNull();
    assertThat(detectText(text.repeat(50))).isNull();
  }

  @Test
  void picturesArchivesAndProgramsAreNoModels() throws IOException {
    assertThat(detect(message(0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13))).isNull();
    assertThat(detect(message(0xff, 0xd8, 0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1))).isNull();
    assertThat(detect(message(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3))).isNull();
    assertThat(detect(message(0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0))).isNull();
    assertThat(detect(message(0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 61, 1, 2, 3))).isNull();
    assertThat(detect(message(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0, '{'))).isNull();
    assertThat(detect(message(0x80, 2, '}', 'q', 0, '.'))).isNull();
    assertThat(detect(Files.readAllBytes(HERE.resolve("pom.xml")))).isNull();
  }

  @Test
  void nothingAndZerosAreNoModel() {
    assertThat(detect(new byte[0])).isNull();
    for (int length = 1; length < 100; length++) {
      assertThat(detect(new byte[length])).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"TFL3, tflite", "ORTM, ort", "PTMF, torch-flatbuffer"})
  void flatbuffersAreKnownByTheirIdentifier(String identifier, String name) {
    byte[] header = ("\34\0\0\0" + identifier + "more").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(detect(header)).hasToString(name);
    assertThat(detect(Arrays.copyOf(header, 8))).hasToString(name);
    assertThat(detect(Arrays.copyOf(header, 7))).isNull();
    assertThat(detect(Arrays.copyOfRange(header, 1, header.length))).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "tiny.pt, torchscript",
    "tiny_lite.ptl, torchscript",
    "tiny_flat.ptl, torch-flatbuffer"
  })
  void whatPytorchWroteIsRecognised(String file, String format) throws IOException {
    assertThat(detect(fixture(file))).hasToString(format);
    assertThat(detect(Arrays.copyOf(fixture(file), 100))).hasToString(format);
  }

  @Test
  void aTorchZipIsOneFromItsFirstEntryOn() throws IOException {
    byte[] file = fixture("tiny.pt");
    for (int length = 0; length < 43; length++) {
      assertThat(detect(Arrays.copyOf(file, length))).as("%d bytes", length).isNull();
    }
    assertThat(detect(Arrays.copyOf(file, 45))).isSameAs(ModelFormat.TORCHSCRIPT);
  }

  @Test
  void aTorchZipMayBeginWithAnotherEntryAndHaveAnyName() {
    String entry = "größe/.format_version";
    int length = entry.getBytes(StandardCharsets.UTF_8).length;
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(message('P', 'K', 3, 4, 0, 0, 8, 8));
    file.writeBytes(new byte[18]);
    file.writeBytes(message(length, 0, 4, 0));
    file.writeBytes(entry.getBytes(StandardCharsets.UTF_8));
    file.writeBytes(message('F', 'B', 0, 0, 1, 2, 3));
    assertThat(detect(file.toByteArray())).isSameAs(ModelFormat.TORCHSCRIPT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "readme.txt",
        "a/",
        "project/code/main.py",
        "set/data/0",
        "x/version",
        "x/extra/y",
        "data.pkl",
        "[Content_Types].xml",
        "mimetype",
        "META-INF/MANIFEST.MF",
        "x/constants/0"
      })
  void anOrdinaryZipIsNotTorch(String entry) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("tiny/data.pkl"));
      zip.closeEntry();
    }
    assertThat(detect(out.toByteArray())).isNull();
  }

  @Test
  void aJarIsNotTorch() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new JarOutputStream(out, new Manifest()).close();
    assertThat(detect(out.toByteArray())).isNull();
  }

  @Test
  void anEmptyZipIsNotTorch() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ZipOutputStream(out).close();
    assertThat(detect(out.toByteArray())).isNull();
  }

  @Test
  void aFormatOfABackendIsFoundAfterTheKnownOnes() {
    ModelFormat all = ModelFormat.of("all", header -> true);
    assertThat(ModelFormat.detect(new byte[] {1}, List.of(all))).isSameAs(all);
    assertThat(ModelFormat.detect(message(0x08, 9), List.of(all))).isSameAs(ModelFormat.ONNX);
    assertThat(all.artifact()).isEmpty();
    assertThat(all).hasToString("all");
  }

  @Test
  void formatsOfOneNameAreEqual() {
    assertThat(ModelFormat.of("own", header -> true))
        .isEqualTo(ModelFormat.of("own", header -> false))
        .hasSameHashCodeAs(ModelFormat.of("own", header -> false))
        .isNotEqualTo(ModelFormat.of("other", header -> true))
        .isNotEqualTo("own");
  }

  /** A varint of that value. */
  private static void varint(ByteArrayOutputStream out, int value) {
    int rest = value;
    while (rest > 127) {
      out.write((rest & 127) | 128);
      rest >>>= 7;
    }
    out.write(rest);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4085, 4090, 5_000, 3_000_000})
  void anOnnxFileMayBeginWithTextsOfAnyLength(int length) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (int field : new int[] {0x32, 0x72}) { // doc_string, metadata_props
      file.write(field);
      varint(file, length);
      file.writeBytes("x".repeat(length).getBytes(StandardCharsets.US_ASCII));
    }
    file.writeBytes(message(0x08, 9, 0x3a, 3, 0x12, 1, 'g'));
    Path path = Files.write(folder.resolve("text-first.onnx"), file.toByteArray());
    assertThat(InferenceEngines.of().formatOf(ModelSource.of(path))).contains(ModelFormat.ONNX);
    assertThat(InferenceEngines.of().formatOf(ModelSource.of(file.toByteArray())))
        .contains(ModelFormat.ONNX);
  }

  @Test
  void textsAloneAreNoOnnx() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(0x32);
    varint(file, 10_000);
    file.writeBytes(new byte[20_000]);
    assertThat(InferenceEngines.of().formatOf(ModelSource.of(file.toByteArray()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("onnxFiles")
  void aDamagedFileIsOfAFormatOrOfNone(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(file.getFileName().toString().hashCode());
    for (int i = Integer.getInteger("infer4j.mutations", 100); i > 0; i--) {
      byte[] damaged = Mutations.of(whole, random);
      if (damaged.length > 0) {
        ModelSource source = ModelSource.of(damaged);
        assertThat(InferenceEngines.of().formatOf(source)).isNotNull();
        assertThat(OtherFile.message(source)).isNotEmpty();
      }
    }
  }
}
