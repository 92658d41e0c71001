package io.infer4j.bundle;

import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A folder on the class path. */
final class ResourceFiles extends BundleFiles {
  private final Opener opener;
  private final String folder;

  /** Opens a resource, null if there is none. */
  interface Opener {
    @Nullable InputStream open(String name);
  }

  ResourceFiles(Opener opener, String folder) {
    this.opener = opener;
    this.folder = folder;
  }

  @Override
  String name() {
    return "resource " + folder;
  }

  @Override
  String nameOf(String path) {
    return name() + "/" + path;
  }

  @Override
  ModelSource model(String path) {
    try (InputStream in = open(path)) {
      return ModelSource.of(upTo(Integer.MAX_VALUE - 8, in, nameOf(path))).withName(nameOf(path));
    } catch (IOException e) {
      throw new ModelLoadException("cannot read " + nameOf(path) + ": " + e, e);
    }
  }

  @Override
  InputStream open(String path) {
    InputStream found = opener.open(folder + "/" + path);
    if (found == null) {
      throw new ModelLoadException("there is no " + nameOf(path) + " on the class path");
    }
    return found;
  }
}
