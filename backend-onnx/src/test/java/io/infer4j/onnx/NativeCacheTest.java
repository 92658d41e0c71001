package io.infer4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ONNX Runtime's native libraries are extracted once, and checked at each start. */
class NativeCacheTest {
  private static final String RESULT =
      Arrays.toString(Models.npy("mlp_expected.npy").slice(0, 1).toFloats());

  @TempDir Path cache;
  @TempDir Path temp;

  private ChildJvm start() throws IOException {
    return start(cache);
  }

  private ChildJvm start(Path directory) throws IOException {
    return ChildJvm.start(
        FirstResult.class, "-Dinfer4j.cache=" + directory, "-Djava.io.tmpdir=" + temp);
  }

  private List<Path> libraries() throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }

  private Path runtimeLibrary() throws IOException {
    return libraries().stream()
        .filter(file -> !file.getFileName().toString().contains("4j"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theFirstStartExtractsToADirectoryNamedByVersionAndContent() throws Exception {
    assertThat(start().out()).contains(RESULT);

    assertThat(libraries()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(runtimeLibrary().getParent().getFileName().toString())
        .matches("onnxruntime-1\\.28\\.0-[0-9a-f]{8}");
  }

  @Test
  void theSecondStartExtractsNothing() throws Exception {
    start().out();
    FileTime longAgo = FileTime.fromMillis(1_000_000_000_000L);
    for (Path library : libraries()) {
      Files.setLastModifiedTime(library, longAgo);
    }
    assertThat(start().out()).contains(RESULT);

    for (Path library : libraries()) {
      assertThat(Files.getLastModifiedTime(library)).isEqualTo(longAgo);
    }
  }

  @Test
  void nothingIsLeftInTheTempDirectory() throws Exception {
    start().out();

    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void aFlippedByteIsFoundAndTheLibraryExtractedAnew() throws Exception {
    start().out();
    Path library = runtimeLibrary();
    byte[] right = Files.readAllBytes(library);
    byte[] flipped = right.clone();
    flipped[flipped.length / 2] ^= 1;
    Files.write(library, flipped);

    assertThat(start().out()).contains(RESULT);
    assertThat(Files.mismatch(library, Files.write(temp.resolve("right"), right))).isEqualTo(-1);
  }

  @Test
  void aTruncatedLibraryIsExtractedAnew() throws Exception {
    start().out();
    Path library = runtimeLibrary();
    long size = Files.size(library);
    Files.write(library, new byte[1000]);

    assertThat(start().out()).contains(RESULT);
    assertThat(library).hasSize(size);
  }

  @Test
  void jvmsThatStartAtOnceAllFindWhatTheyNeed() throws Exception {
    List<ChildJvm> children = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      children.add(start());
    }
    for (ChildJvm child : children) {
      assertThat(child.out()).contains(RESULT);
    }
    assertThat(libraries()).noneMatch(file -> file.toString().endsWith(".part"));
  }

  @Test
  void aDirectoryThatCannotBeWrittenFallsBackToTempWithAWarning() throws Exception {
    Path file = Files.createFile(cache.resolve("a-file"));

    ChildJvm child = start(file.resolve("below"));

    assertThat(child.out()).contains(RESULT);
    assertThat(child.err())
        .contains("the native libraries of ONNX Runtime are in " + temp)
        .contains("infer4j.cache can name another folder");
  }

  @Test
  void theRuntimesOwnPropertyGoesFirst() throws Exception {
    start().out();
    Path directory = runtimeLibrary().getParent();
    Path unused = cache.resolve("unused");

    ChildJvm child =
        ChildJvm.start(
            FirstResult.class,
            "-Dinfer4j.cache=" + unused,
            "-Donnxruntime.native.path=" + directory);

    assertThat(child.out()).contains(RESULT);
    assertThat(unused).doesNotExist();
  }

  @Test
  void aLibraryThatDoesNotLoadMakesTheEngineUnavailableWithTheReason() throws Exception {
    ChildJvm child = ChildJvm.start(FirstResult.class, "-Donnxruntime.native.path=" + temp);

    assertThat(child.out())
        .contains("EngineUnavailableException: engine onnxruntime cannot be used here")
        .contains("Native library 'onnxruntime' not found at");
  }

  @Test
  void withoutOnnxRuntimeOnTheClassPathTheEngineNamesTheArtifactToAdd() throws Exception {
    ChildJvm child = ChildJvm.start(ChildJvm.classPathWithout("onnxruntime-"), FirstResult.class);

    assertThat(child.out())
        .contains("EngineUnavailableException: engine onnxruntime cannot be used here")
        .contains("add com.microsoft.onnxruntime:onnxruntime");
  }
}
