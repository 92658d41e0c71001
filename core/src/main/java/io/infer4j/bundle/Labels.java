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
    String[] lines = PropertyReader.decoded(file, files.text(property)).split("\r\n|\r|\n", -1);
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      String label = lines[i].trim();
      boolean afterLast = label.isEmpty() && i == lines.length - 1;
      if (label.isEmpty() && !afterLast) {
        throw new ModelLoadException(
            file + ":" + (i + 1) + ": expected a label, got an empty line");
      }
      if (!afterLast) {
        labels.add(label);
      }
    }
    return labels;
  }
}
