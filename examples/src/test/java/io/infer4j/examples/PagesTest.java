package io.infer4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The repository's pages. Maven runs tests in the module's folder. */
class PagesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(#[^)\\s]*)?\\)");

  static Stream<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String folder : new String[] {".", "docs", "docs/generated"}) {
      try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
        files
            .filter(file -> file.toString().endsWith(".md"))
            .map(Path::normalize)
            .forEach(pages::add);
      }
    }
    return pages.stream();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linkOnlyToWhatIsThere(Path page) throws IOException {
    List<String> broken = new ArrayList<>();
    Matcher link = LINK.matcher(Files.readString(page));
    while (link.find()) {
      Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1)).normalize();
      boolean outside = link.group(1).startsWith("http");
      if (!outside && (!Files.exists(target) || !hasHeading(target, link.group(2)))) {
        broken.add(link.group());
      }
    }

    assertThat(broken).isEmpty();
  }

  private static boolean hasHeading(Path page, @Nullable String anchor) throws IOException {
    if (anchor == null) {
      return true;
    }
    return Files.readAllLines(page).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(title -> title.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
        .anyMatch(anchor.substring(1)::equals);
  }

  @Test
  void areTwoClicksFromTheFirstOne() throws IOException {
    Set<Path> first = linkedFrom(ROOT.resolve("README.md"));
    Set<Path> reached = new HashSet<>(first);
    for (Path page : first) {
      if (page.toString().endsWith(".md")) {
        reached.addAll(linkedFrom(page));
      }
    }
    reached.add(ROOT.resolve("README.md"));

    assertThat(pages()).allMatch(reached::contains);
  }

  private static Set<Path> linkedFrom(Path page) throws IOException {
    Set<Path> targets = new HashSet<>();
    Matcher link = LINK.matcher(Files.readString(page));
    while (link.find()) {
      targets.add(page.resolveSibling(link.group(1)).normalize());
    }
    return targets;
  }

  @Test
  void theFirstOneCanBeTakenIn() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThanOrEqualTo(120);
  }
}
