package io.infer4j.tflite.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The models in the repository are those that this writer writes, to the byte. */
class CheckedInModelsTest {
  /** Maven runs tests in the module's folder. */
  private static final Path ROOT = Path.of("../..");

  @TempDir Path written;

  @Test
  void testModelsAreUpToDate() throws IOException {
    TestModels.writeAll(ROOT, written);

    assertSame(ROOT.resolve(TestModels.FOLDER));
  }

  @Test
  void digitsModelsAreUpToDate() throws IOException {
    DigitsModels.writeAll(ROOT, written);

    assertSame(ROOT.resolve(DigitsModels.FOLDER));
  }

  @Test
  void gestureModelsAreUpToDate() throws IOException {
    GestureModels.writeAll(ROOT, written);

    assertSame(ROOT.resolve(GestureModels.FOLDER));
  }

  @Test
  void rallyModelsAreUpToDate() throws IOException {
    RallyModels.writeAll(ROOT, written);

    assertSame(ROOT.resolve(RallyModels.FOLDER));
  }

  @Test
  void conformanceModelsAreUpToDate() throws IOException {
    ConformanceModels.writeAll(ROOT, written);

    assertSame(ROOT.resolve(ConformanceModels.FOLDER));
  }

  private void assertSame(Path checkedIn) throws IOException {
    assertThat(models(checkedIn)).isEqualTo(models(written)).isNotEmpty();
    for (String name : models(written)) {
      assertThat(checkedIn.resolve(name)).hasSameBinaryContentAs(written.resolve(name));
    }
  }

  private static List<String> models(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> folder.relativize(file).toString())
          .filter(name -> name.endsWith(".tflite"))
          .sorted()
          .toList();
    }
  }
}
