package io.infer4j.testkit.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A temporary folder, deleted when it is closed. */
final class Folder implements AutoCloseable {
  private final Path root;

  Folder() {
    try {
      root = Files.createTempDirectory("conformance");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file in it, which need not be there. */
  Path path(String name) {
    return root.resolve(name);
  }

  /** A file in it with these bytes. */
  Path file(String name, byte[] content) {
    try {
      return Files.write(path(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closing twice is nothing: JUnit may do it too. */
  @Override
  public void close() {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> all = Files.walk(root)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
      for (Path each : deepestFirst) {
        // Windows keeps files that are still mapped.
        if (!each.toFile().delete()) {
          each.toFile().deleteOnExit();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
