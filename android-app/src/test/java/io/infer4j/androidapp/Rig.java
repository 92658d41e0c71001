package io.infer4j.androidapp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The rig that {@code android-natives} builds for the AARs' natives. */
final class Rig {
  private static final Path BUILT = Path.of(System.getProperty("infer4j.app.rig"));

  private Rig() {}

  /** Skips the test where that module has said why there is none, and only there. */
  static void assumeBuilt() throws IOException {
    Path reason = BUILT.resolve("rig").resolve("skipped.txt");
    if (Files.exists(reason)) {
      assumeTrue(false, Files.readString(reason));
    }
  }

  static Path classes() {
    return BUILT.resolve("test-classes");
  }

  static Map<String, String> environment() {
    return Map.of(
        "LD_LIBRARY_PATH", BUILT.resolve("natives").toString(),
        "INFER4J_RIG", BUILT.resolve("rig").toString(),
        "INFER4J_AARS", BUILT.resolve("aars").toString(),
        "INFER4J_LOGCAT", BUILT.resolve("rig").resolve("logcat-app.txt").toString());
  }
}
