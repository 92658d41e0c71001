package io.infer4j.examples.android;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AndroidPageTest {
  /** A block of code, with what it is marked by if it is not compiled here. */
  private static final Pattern BLOCK =
      Pattern.compile("(<!-- not compiled -->\n)?```(java|kotlin)\n(.*?)\n```", Pattern.DOTALL);

  private static final Pattern BEFORE_THE_CODE =
      Pattern.compile("^package .*\n(\\s*import .*\n)*\\s*", Pattern.MULTILINE);

  @Test
  void codeOfThePageIsTheCodeThatIsCompiledHere() throws IOException {
    List<String> shown = new ArrayList<>();
    Matcher block = BLOCK.matcher(read(Path.of("../../docs/android.md")));
    while (block.find()) {
      if (block.group(1) == null) {
        shown.add(block.group(3));
      }
    }

    assertThat(shown).containsExactlyInAnyOrderElementsOf(compiled());
  }

  private static List<String> compiled() throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
      sources =
          files.filter(Files::isRegularFile).filter(f -> !f.endsWith("package-info.java")).toList();
    }
    List<String> bodies = new ArrayList<>();
    for (Path source : sources) {
      bodies.add(BEFORE_THE_CODE.matcher(read(source)).replaceFirst("").stripTrailing());
    }
    return bodies;
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file).replace("\r\n", "\n");
  }
}
