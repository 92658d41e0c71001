package io.infer4j.bundle;

import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import java.io.IOException;
import java.io.InputStream;

/** A folder whose files somebody opens. */
final class OpenedFiles extends BundleFiles {
  private final String name;
  private final String folder;
  private final FileOpener opener;

  /**
   * Files that are opened by their path below {@code folder}.
   *
   * @param name the folder's, for messages
   */
  OpenedFiles(String name, String folder, FileOpener opener) {
    this.name = name;
    this.folder = folder;
    this.opener = opener;
  }

  @Override
  String name() {
    return name;
  }

  @Override
  String nameOf(String path) {
    return name + "/" + path;
  }

  @Override
  ModelSource model(String path) {
    try {
      return ModelSource.of(read(path, Integer.MAX_VALUE - 8)).withName(nameOf(path));
    } catch (IOException e) {
      throw new ModelLoadException("cannot read " + nameOf(path) + ": " + e, e);
    }
  }

  @Override
  byte[] read(String path, long most) throws IOException {
    try (InputStream in = opener.open(folder + "/" + path)) {
      return upTo(most, in, nameOf(path));
    }
  }
}
