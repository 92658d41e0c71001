package io.infer4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.DType;
import io.infer4j.Tensor;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputFilesTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @ParameterizedTest
  @CsvSource({
    "scores, scores.npy",
    "scores:0, scores_0.npy",
    "a/b, a_b.npy",
    "a\\b, a_b.npy",
    "../x, __x.npy",
    "/etc/passwd, _etc_passwd.npy",
    "., _.npy",
    ".hidden, _hidden.npy",
    "-rf, _rf.npy",
    "'', output.npy",
    "CON, _CON.npy",
    "nul.x, _nul.x.npy",
    "com1, _com1.npy",
    "console, console.npy",
    "größe, gr__e.npy"
  })
  void nameIsSafe(String output, String file) {
    assertThat(OutputFiles.into(folder).fileName(output)).isEqualTo(file);
  }

  @Test
  void namesThatBecomeEqualGetNumbers() {
    OutputFiles files = OutputFiles.into(folder);

    assertThat(files.fileName("a/b")).isEqualTo("a_b.npy");
    assertThat(files.fileName("a:b")).isEqualTo("a_b-2.npy");
    assertThat(files.fileName("A?B")).isEqualTo("A_B-3.npy");
  }

  @Test
  void longNameIsCut() {
    assertThat(OutputFiles.into(folder).fileName("x".repeat(5000))).hasSizeLessThan(120);
  }

  @Test
  void fileLandsInTheFolderWhateverTheName() {
    Path file = OutputFiles.into(folder).write("../../x", Tensor.allocate(DType.FLOAT32, 1));

    assertThat(file).exists().hasParent(folder);
  }
}
