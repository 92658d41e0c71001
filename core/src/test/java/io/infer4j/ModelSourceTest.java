package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSourceTest {
  /** FIPS 180-2, appendix B.1. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private static final byte[] ABC_BYTES = "abc".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("model.bin"), content);
  }

  @Test
  void aFileIsNamedByItsPath() throws IOException {
    Path file = file(ABC_BYTES);
    ModelSource source = ModelSource.of(file);
    assertThat(source.name()).isEqualTo(file.toString());
    assertThat(source).hasToString(file.toString());
    assertThat(source.path()).contains(file);
    assertThat(source.bytes()).isEqualTo(ABC_BYTES);
    assertThat(source.size()).isEqualTo(3);
    assertThat(source.sha256()).isEqualTo(ABC);
    assertThatCode(source::check).doesNotThrowAnyException();
  }

  @Test
  void bytesAreNamedByTheirNumberAndNotCopied() {
    ModelSource source = ModelSource.of(ABC_BYTES);
    assertThat(source.name()).isEqualTo("3 bytes");
    assertThat(source.path()).isEmpty();
    assertThat(source.bytes()).isSameAs(ABC_BYTES);
    assertThat(source.size()).isEqualTo(3);
    assertThat(source.sha256()).isEqualTo(ABC);
    assertThatCode(source::check).doesNotThrowAnyException();
  }

  @Test
  void aResourceIsFoundBesideAClass() {
    ModelSource source = ModelSource.ofResource(ModelSourceTest.class, "formats/tiny.pt");
    assertThat(source.name()).isEqualTo("resource formats/tiny.pt");
    assertThat(source.size()).isEqualTo(1403);
    assertThat(source.path()).isEmpty();
  }

  @Test
  void aResourceIsFoundOnTheClassPath() {
    ClassLoader loader = ModelSourceTest.class.getClassLoader();
    ModelSource source = ModelSource.ofResource(loader, "io/infer4j/formats/tiny.pt");
    assertThat(source.sha256())
        .isEqualTo(ModelSource.ofResource(ModelSourceTest.class, "formats/tiny.pt").sha256());
  }

  @Test
  void aMissingResourceIsNamedAtOnce() {
    assertThatThrownBy(() -> ModelSource.ofResource(ModelSourceTest.class, "none.onnx"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("there is no resource 'none.onnx' beside io.infer4j.ModelSourceTest");
    ClassLoader loader = ModelSourceTest.class.getClassLoader();
    assertThatThrownBy(() -> ModelSource.ofResource(loader, "none.onnx"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("there is no resource 'none.onnx' on the class path");
  }

  @Test
  void aMissingFileIsNamedWithItsWholePath() {
    Path file = Path.of("no-such-model.onnx");
    assertThatThrownBy(() -> ModelSource.of(file).check())
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("there is no model file " + file.toAbsolutePath());
  }

  @Test
  void aMissingFileIsRefusedByWhatReadsIt() {
    ModelSource source = ModelSource.of(folder.resolve("none"));
    String message = "cannot read " + folder.resolve("none") + ": java.nio.file.NoSuchFile";
    assertThatThrownBy(source::bytes)
        .isInstanceOf(ModelLoadException.class)
        .hasMessageStartingWith(message);
    assertThatThrownBy(source::size)
        .isInstanceOf(ModelLoadException.class)
        .hasMessageStartingWith(message);
    assertThatThrownBy(source::sha256)
        .isInstanceOf(ModelLoadException.class)
        .hasMessageStartingWith(message);
    assertThatThrownBy(source::header)
        .isInstanceOf(ModelLoadException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void aDirectoryIsRefusedAsOne() {
    assertThatThrownBy(() -> ModelSource.of(folder).check())
        .isInstanceOf(ModelLoadException.class)
        .hasMessage(folder.toAbsolutePath() + " is not a file but a directory");
  }

  @Test
  void aDeviceIsNotCalledADirectory() {
    Path device = Path.of("/dev/null");
    Assumptions.assumeTrue(Files.exists(device), "no /dev/null here");
    assertThatThrownBy(() -> ModelSource.of(device).check())
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("/dev/null is not a file");
  }

  @Test
  void anEmptyModelIsRefused() throws IOException {
    assertThatThrownBy(() -> ModelSource.of(new byte[0]).check())
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("the model 0 bytes is empty (0 bytes)");
    Path file = file(new byte[0]);
    assertThatThrownBy(() -> ModelSource.of(file).check())
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("the model " + file + " is empty (0 bytes)");
  }

  @Test
  void theRightHashPasses() throws IOException {
    ModelSource ofBytes = ModelSource.of(ABC_BYTES).withSha256(ABC);
    ModelSource ofFile = ModelSource.of(file(ABC_BYTES)).withSha256(ABC);
    assertThatCode(ofBytes::check).doesNotThrowAnyException();
    assertThatCode(ofFile::check).doesNotThrowAnyException();
  }

  @Test
  void theCaseOfTheDigitsDoesNotMatter() {
    ModelSource source = ModelSource.of(ABC_BYTES).withSha256(ABC.toUpperCase(Locale.ROOT));
    assertThatCode(source::check).doesNotThrowAnyException();
  }

  @Test
  void anotherHashIsRefusedWithBoth() {
    String other = "0".repeat(64);
    ModelSource source = ModelSource.of(ABC_BYTES).withSha256(other);
    assertThatThrownBy(source::check)
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("the SHA-256 of 3 bytes is " + ABC + ", expected " + other);
  }

  @Test
  void aHashIsCheckedBeforeAnyEngineIsAsked() {
    FakeEngine engine = new FakeEngine();
    ModelSource source = FakeEngine.file().withSha256("0".repeat(64));
    assertThatThrownBy(() -> InferenceEngines.of(engine).load(source, LoadOptions.defaults()))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("SHA-256");
    assertThat(engine.loads).hasValue(0);
  }

  @Test
  void aHashLeavesTheOriginalSource() {
    ModelSource source = ModelSource.of(ABC_BYTES);
    source.withSha256("0".repeat(64));
    assertThatCode(source::check).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "abc", "g000000000000000000000000000000000000000000000000000000000000000"})
  void whatIsNoHashIsRefusedAtOnce(String hex) {
    assertThatThrownBy(() -> ModelSource.of(ABC_BYTES).withSha256(hex))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a SHA-256 has 64 hexadecimal digits, got '" + hex + "'");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4095, 4096, 4097, 100_000})
  void theHeaderIsTheBeginning(int size) throws IOException {
    byte[] content = new byte[size];
    new java.util.Random(size).nextBytes(content);
    byte[] expected = java.util.Arrays.copyOf(content, Math.min(size, 4096));
    assertThat(ModelSource.of(content).header()).isEqualTo(expected);
    assertThat(ModelSource.of(file(content)).header()).isEqualTo(expected);
  }

  @Test
  void aPinnedFileReachesTheEngineAsTheMemoryThatWasChecked() throws IOException {
    FakeEngine engine = new FakeEngine();
    byte[] model = FakeEngine.file().bytes();
    Path file = file(model);
    ModelSource pinned = ModelSource.of(file).withSha256(ModelSource.of(model).sha256());
    engine.onLoad = () -> overwrite(file);
    InferenceEngines.of(engine).load(pinned, LoadOptions.defaults()).close();
    assertThat(engine.seenSource.path()).isEmpty();
    assertThat(engine.seenSource.name()).isEqualTo(file.toString());
    assertThat(engine.seenSource.bytes()).isEqualTo(model);
  }

  private static void overwrite(Path file) {
    try {
      Files.write(file, new byte[100]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theOtherFilesOfAPinnedModelReachTheEngineAsTheMemoryThatWasChecked() throws IOException {
    FakeEngine engine = new FakeEngine();
    Path weights = file(ABC_BYTES);
    ModelSource source = FakeEngine.file().withFile("a/weights", ModelSource.of(weights));
    engine.onLoad = () -> overwrite(weights);
    InferenceEngines.of(engine)
        .load(source.withSha256(source.sha256()), LoadOptions.defaults())
        .close();
    assertThat(engine.seenSource.files().get("a/weights").bytes()).isEqualTo(ABC_BYTES);
  }

  @Test
  void aFileThatIsNotPinnedReachesTheEngineAsAPath() throws IOException {
    FakeEngine engine = new FakeEngine();
    Path file = file(FakeEngine.file().bytes());
    InferenceEngines.of(engine).load(ModelSource.of(file), LoadOptions.defaults()).close();
    assertThat(engine.seenSource.path()).contains(file);
  }

  @Test
  void theHashOfSeveralFilesIsWhatTheShellMakesOfThem() {
    // printf abc > m; printf xyz > b.bin; mkdir w; printf 12 > w/c
    // (sha256sum < m; sha256sum b.bin w/c) | sha256sum
    ModelSource source =
        ModelSource.of(ABC_BYTES)
            .withFile("w/c", ModelSource.of("12".getBytes(StandardCharsets.US_ASCII)))
            .withFile("b.bin", ModelSource.of("xyz".getBytes(StandardCharsets.US_ASCII)));
    assertThat(source.sha256())
        .isEqualTo("097587c042883a72e253ae0a258ed94e9e7b5552d5a73d490f713a6d877e7392");
  }

  @Test
  void aChangeOfAnotherFileIsRefused() throws IOException {
    Path weights = file(ABC_BYTES);
    ModelSource source = FakeEngine.file().withFile("w", ModelSource.of(weights));
    ModelSource pinned = source.withSha256(source.sha256());
    overwrite(weights);
    assertThatThrownBy(pinned::check)
        .isInstanceOf(ModelLoadException.class)
        .hasMessageStartingWith("the SHA-256 of 10 bytes with w is ");
  }

  @Test
  void anotherFileThatIsMissingIsNamed() {
    Path none = folder.resolve("none");
    ModelSource source = FakeEngine.file().withFile("w", ModelSource.of(none));
    assertThatThrownBy(source::check)
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("there is no model file " + none.toAbsolutePath());
  }

  @Test
  void anotherFileIsCheckedAgainstItsOwnPin() {
    ModelSource file = ModelSource.of(ABC_BYTES).withSha256("0".repeat(64));
    ModelSource source = FakeEngine.file().withFile("w", file);
    assertThatThrownBy(source::check)
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("the SHA-256 of 3 bytes is " + ABC);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/etc/passwd", "../w", "a/../w", "a//w", "./w", "a/", "c:\\w"})
  void aNameThatLeavesTheModelIsRefused(String name) {
    ModelSource file = ModelSource.of(ABC_BYTES);
    assertThatThrownBy(() -> ModelSource.of(ABC_BYTES).withFile(name, file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got '" + name + "'");
  }

  @Test
  void oneNameHasOneFile() {
    ModelSource file = ModelSource.of(ABC_BYTES);
    ModelSource source = ModelSource.of(ABC_BYTES).withFile("w", file);
    assertThatThrownBy(() -> source.withFile("w", file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is a file 'w' already");
  }

  @Test
  void aFileOfAFileIsRefused() {
    ModelSource file = ModelSource.of(ABC_BYTES);
    ModelSource source = ModelSource.of(ABC_BYTES);
    assertThatThrownBy(() -> source.withFile("w", file.withFile("v", file)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the file 'w' has other files itself: [v]");
  }

  @Test
  void aDirectBufferIsUsedInPlaceFromPositionToLimit() {
    ByteBuffer memory = ByteBuffer.allocateDirect(5);
    memory.position(1).limit(4);
    ModelSource source = ModelSource.of(memory);
    memory.put(1, (byte) 'a').put(2, (byte) 'b').put(3, (byte) 'c');
    memory.clear();
    assertThat(source.sha256()).isEqualTo(ABC);
    assertThat(source.name()).isEqualTo("3 bytes");
    ByteBuffer given = source.buffer();
    memory.put(1, (byte) 'z');
    assertThat(given.get(0)).isEqualTo((byte) 'z');
    assertThat(given.isReadOnly()).isTrue();
  }

  @Test
  void aHeapBufferIsGivenAsDirectMemory() {
    byte[] memory = "xabcx".getBytes(StandardCharsets.US_ASCII);
    ModelSource source = ModelSource.of(ByteBuffer.wrap(memory, 1, 3));
    assertThat(source.buffer().isDirect()).isTrue();
    assertThat(source.buffer().remaining()).isEqualTo(3);
    assertThat(source.bytes()).isEqualTo(ABC_BYTES);
  }

  @Test
  void theBufferOfAFileIsWhatTheFileWasThen() throws IOException {
    Path file = file(ABC_BYTES);
    ByteBuffer buffer = ModelSource.of(file).buffer();
    overwrite(file);
    assertThat(buffer.remaining()).isEqualTo(3);
    assertThat(buffer.get(2)).isEqualTo((byte) 'c');
  }

  @Test
  void aMappedFileIsNotCopied() throws IOException {
    Path file = file(ABC_BYTES);
    ModelSource source = ModelSource.mapped(file);
    assertThat(source.path()).isEmpty();
    assertThat(source.sha256()).isEqualTo(ABC);
    Files.write(file, "xyz".getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
    assertThat(source.buffer().get(0)).isEqualTo((byte) 'x');
  }

  @Test
  void aMissingFileIsNotMapped() {
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> ModelSource.mapped(none))
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("there is no model file " + none.toAbsolutePath());
  }
}
