package io.infer4j.bundle;

import io.infer4j.ModelLoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Names of classes by index, a line each. */
public final class Labels {
  private Labels() {}

  /**
   * Reads a file of labels in UTF-8; spaces around a label do not count.
   *
   * @throws ModelLoadException if the file cannot be read or a line is empty, naming it
   */
  public static List<String> read(Path file) {
    try {
      return of(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new ModelLoadException("cannot read " + file + ": " + e, e);
    }
  }

  /** What a bundle has under {@code labels} or {@code labels.file}. */
  static List<String> of(Manifest manifest, BundleFiles files) {
    if (manifest.labels != null) {
      return Collections.unmodifiableList(Arrays.asList(Values.list(manifest.labels)));
    }
    Property file = manifest.labelsFile;
    return file == null ? Collections.emptyList() : of(files.nameOf(file.value), files.text(file));
  }

  private static List<String> of(String file, byte[] bytes) {
    String text = PropertyReader.decoded(file, bytes);
    List<String> labels = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = start;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      String label = text.substring(start, end).trim();
      if (label.isEmpty()) {
        throw new ModelLoadException(
            file + ":" + (labels.size() + 1) + ": expected a label, got an empty line");
      }
      if (labels.size() == Values.MOST_PARTS) {
        throw new ModelLoadException(
            file + ": expected at most " + Values.MOST_PARTS + " labels, got more");
      }
      labels.add(label);
      start = text.startsWith("\r\n", end) ? end + 2 : end + 1;
    }
    return Collections.unmodifiableList(labels);
  }
}
