package io.infer4j.aarnatives;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Class paths of JVMs that are started by the tests. */
final class ClassPath {
  private ClassPath() {}

  /** The tests and all that they depend on, the desktop's runtimes too. */
  static String desktop() throws IOException {
    String dependencies = Files.readString(Path.of(System.getenv("INFER4J_CLASS_PATH")));
    return Path.of("target", "test-classes") + File.pathSeparator + dependencies.strip();
  }

  /** The same without the desktop's runtimes, as surefire has it. */
  static String rig() throws IOException {
    return Arrays.stream(desktop().split(File.pathSeparator))
        .filter(each -> !each.contains("bytedeco"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
