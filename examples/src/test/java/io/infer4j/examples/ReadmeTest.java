package io.infer4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  /** Maven runs tests in the module's folder. */
  private static final Path ROOT = Path.of("..");

  @Test
  void firstProgramOfTheReadmeIsTheOneThatIsTested() throws IOException {
    String readme = read("README.md");
    String source = read("examples/src/main/java/io/infer4j/examples/Gestures.java");

    String shown = readme.split("```java\n", 2)[1].split("```", 2)[0];
    String tested = source.replaceAll("(?s) */\\*\\*.*?\\*/\n", "");

    assertThat(tested.substring(tested.indexOf("public final class"))).isEqualTo(shown);
  }

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file)).replace("\r\n", "\n");
  }
}
