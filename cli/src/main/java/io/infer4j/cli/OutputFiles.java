package io.infer4j.cli;

import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A folder of {@code .npy} files, one an output, under names that every file system takes. */
final class OutputFiles {
  private static final int LONGEST = 100;

  /** Names of devices on Windows, with whatever extension. */
  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?", Pattern.CASE_INSENSITIVE);

  private final Path folder;
  private final Set<String> taken = new HashSet<>();

  private OutputFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Into this folder, which is made if it is not there.
   *
   * @throws IllegalArgumentException if it is a file
   * @throws UncheckedIOException if it cannot be made
   */
  static OutputFiles into(Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IllegalArgumentException("the output folder " + folder + " is a file");
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder " + folder + ": " + e, e);
    }
    return new OutputFiles(folder);
  }

  /** Writes the tensor, and tells where. */
  Path write(String outputName, Tensor tensor) {
    Path file = folder.resolve(fileName(outputName));
    Npy.write(file, tensor);
    return file;
  }

  /** A name for the file of this output: plain ASCII, no path, no device, given only once. */
  String fileName(String outputName) {
    // ASCII, because a JVM in the C locale cannot make other file names.
    String plain = outputName.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^[.-]+", "_");
    plain = plain.substring(0, Math.min(plain.length(), LONGEST));
    if (plain.isEmpty()) {
      plain = "output";
    }
    if (DEVICE.matcher(plain).matches()) {
      plain = "_" + plain;
    }
    String unique = plain;
    // Some file systems do not tell A from a.
    for (int i = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); i++) {
      unique = plain + "-" + i;
    }
    return unique + ".npy";
  }
}
