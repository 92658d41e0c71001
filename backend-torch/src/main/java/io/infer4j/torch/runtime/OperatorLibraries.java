package io.infer4j.torch.runtime;

import io.infer4j.torch.TorchEngine;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Native libraries that register operators with PyTorch when they are loaded. They stay for the
 * life of the process.
 */
public final class OperatorLibraries {
  private static final Set<Path> LOADED = new HashSet<>();

  private OperatorLibraries() {}

  /** Paths with the platform's separator between them. */
  static List<Path> parse(String value) {
    List<Path> paths = new ArrayList<>();
    for (String each : value.split(File.pathSeparator, -1)) {
      try {
        Path path = Paths.get(each);
        if (!each.isEmpty() && Files.isRegularFile(path)) {
          paths.add(path.toAbsolutePath().normalize());
          continue;
        }
      } catch (InvalidPathException e) {
        // As for one that is not there.
      }
      throw wrong("expected files with '" + File.pathSeparator + "' between, got '" + each + "'");
    }
    return paths;
  }

  /**
   * Loads those that are not loaded yet. The runtime's own natives must be loaded before.
   *
   * @throws IllegalArgumentException in the system's words
   */
  public static synchronized void load(List<Path> paths) {
    for (Path path : paths) {
      if (!LOADED.contains(path)) {
        try {
          System.load(path.toString());
        } catch (UnsatisfiedLinkError e) {
          throw wrong("cannot load " + path + ": " + e.getMessage());
        }
        LOADED.add(path);
      }
    }
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("option " + TorchEngine.NAME + ".libraries: " + what);
  }
}
