package io.infer4j.bundle;

import io.infer4j.ModelLoadException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Reads {@code labels} or {@code labels.file}. */
final class Labels {
  private final Manifest manifest;
  private final BundleFiles files;

  Labels(Manifest manifest, BundleFiles files) {
    this.manifest = manifest;
    this.files = files;
  }

  List<String> read() {
    if (manifest.labels != null) {
      return Collections.unmodifiableList(Arrays.asList(Values.list(manifest.labels)));
    }
    return manifest.labelsFile == null
        ? Collections.emptyList()
        : Collections.unmodifiableList(lines(manifest.labelsFile));
  }

  private List<String> lines(Property property) {
    String file = files.nameOf(property.value);
    String text = PropertyReader.decoded(file, files.text(property));
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
    return labels;
  }
}
