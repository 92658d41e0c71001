package io.infer4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A bundle's folder that is written to; what was written can be taken back. */
final class BundleFolder {
  static final String DESCRIPTION = "model.properties";

  private final Path folder;
  private final @Nullable String before;
  private final List<Path> made = new ArrayList<>();

  private BundleFolder(Path folder, @Nullable String before) {
    this.folder = folder;
    this.before = before;
  }

  /** Whether it is a folder, or a zip file with a description; TorchScript is in zip files, too. */
  static boolean isBundle(Path path) {
    if (Files.isDirectory(path)) {
      return true;
    }
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (ZipFile zip = new ZipFile(path.toFile())) {
      return zip.getEntry(DESCRIPTION) != null;
    } catch (IOException e) {
      return false; // no zip file
    }
  }

  /** Whether it is a folder with a description. */
  static boolean hasDescription(Path path) {
    return Files.isRegularFile(path.resolve(DESCRIPTION));
  }

  /**
   * A folder that is to become a bundle; it is made if it is not there.
   *
   * @throws WrongUseException if it is a file, or a bundle already
   */
  static BundleFolder create(Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new WrongUseException(folder + " is a file, expected a folder for the bundle");
    }
    if (Files.exists(folder.resolve(DESCRIPTION))) {
      throw new WrongUseException(folder + " is a bundle already: 'infer4j bundle add' adds to it");
    }
    BundleFolder created = new BundleFolder(folder, null);
    if (!Files.exists(folder)) {
      try {
        created.willMake(folder);
        Files.createDirectories(folder);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot make the folder " + folder + ": " + e, e);
      }
    }
    return created;
  }

  /**
   * A bundle that is there.
   *
   * @throws WrongUseException if it is none, or a zip file
   */
  static BundleFolder open(Path folder) {
    if (Files.isRegularFile(folder)) {
      throw new WrongUseException(
          isBundle(folder)
              ? folder + " is a zip file, expected a bundle's folder: unpack it to add to it"
              : folder + " is a file, expected a bundle's folder: it comes first, then the model");
    }
    Path description = folder.resolve(DESCRIPTION);
    if (!Files.exists(description)) {
      throw new WrongUseException(
          "there is no " + description + ": 'infer4j bundle init' makes a bundle");
    }
    try {
      return new BundleFolder(folder, Files.readString(description));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + description + ": " + e, e);
    }
  }

  private void willMake(Path file) {
    made.add(file);
    Trial.willMake(file);
  }

  Path path() {
    return folder;
  }

  /** The description that was there before, empty if there was none. */
  String before() {
    return before == null ? "" : before;
  }

  /**
   * Copies a model into the folder unless it lies there, and tells its path within it.
   *
   * @throws IllegalArgumentException if another file of its name is there
   */
  String take(Path model) {
    try {
      Path real = model.toRealPath();
      Path root = folder.toRealPath();
      if (real.startsWith(root)) {
        return root.relativize(real).toString().replace('\\', '/');
      }
      take(model, model.getFileName().toString());
      return model.getFileName().toString();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + model + " to " + folder + ": " + e, e);
    }
  }

  /**
   * Copies a file to that path within the folder, unless it is there.
   *
   * @throws IllegalArgumentException if another file is there
   */
  void take(Path file, String path) {
    Path target = folder.resolve(path);
    try {
      if (!Files.exists(target)) {
        makeFolders(target);
        willMake(target);
        Files.copy(file, target);
      } else if (!Files.isSameFile(file, target) && Files.mismatch(file, target) >= 0) {
        throw new IllegalArgumentException(
            target + " is there and is not " + file + ": rename one of the two");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + file + " to " + folder + ": " + e, e);
    }
  }

  private void makeFolders(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent != null && !Files.exists(parent)) {
      makeFolders(parent);
      willMake(parent);
      Files.createDirectory(parent);
    }
  }

  void write(String text) {
    Path description = folder.resolve(DESCRIPTION);
    if (before == null) {
      Trial.willMake(description);
    } else {
      Trial.willWrite(description, before);
    }
    try {
      Files.write(description, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + description + ": " + e, e);
    }
  }

  /** Leaves the folder as it was. */
  void takeBack() {
    try {
      if (before == null) {
        Files.deleteIfExists(folder.resolve(DESCRIPTION));
      } else {
        write(before);
      }
      for (int i = made.size() - 1; i >= 0; i--) {
        Files.deleteIfExists(made.get(i));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clean up " + folder + ": " + e, e);
    }
  }
}
