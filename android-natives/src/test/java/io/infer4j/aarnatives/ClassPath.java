package io.infer4j.aarnatives;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Class paths of JVMs that are started by the tests. */
final class ClassPath {
  private ClassPath() {}

  /** The tests and all that they depend on, the desktop's runtimes too. */
  static String desktop() throws IOException {
    String dependencies = Files.readString(Path.of(System.getenv("INFER4J_CLASS_PATH")));
    return Path.of("target", "test-classes") + File.pathSeparator + dependencies.strip();
  }

  /** The tests' own, on which the desktop's runtimes are not. */
  static String rig() {
    return System.getProperty("java.class.path");
  }
}
