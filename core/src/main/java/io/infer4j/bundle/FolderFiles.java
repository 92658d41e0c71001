package io.infer4j.bundle;

import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A folder. */
final class FolderFiles extends BundleFiles {
  private final Path folder;

  FolderFiles(Path folder) {
    this.folder = folder;
  }

  @Override
  String name() {
    return folder.toString();
  }

  @Override
  String nameOf(String path) {
    return name() + "/" + path;
  }

  @Override
  ModelSource model(String path) {
    return ModelSource.of(inside(path));
  }

  @Override
  byte[] read(String path, long most) throws IOException {
    try (InputStream in = Files.newInputStream(inside(path))) {
      return upTo(most, in, nameOf(path));
    }
  }

  /** The file with all links followed, which must not have led out of the folder. */
  private Path inside(String path) {
    try {
      Path file = folder.resolve(path);
      if (!Files.exists(file)) {
        throw new ModelLoadException("there is no file " + nameOf(path));
      }
      Path real = file.toRealPath();
      Path root = folder.toRealPath();
      if (!real.startsWith(root)) {
        throw new ModelLoadException(
            nameOf(path) + ": expected a file within the bundle, got a link to " + real);
      }
      if (!Files.isRegularFile(real)) {
        throw new ModelLoadException(nameOf(path) + ": expected a file, got something else");
      }
      return real;
    } catch (InvalidPathException e) {
      throw new ModelLoadException(
          nameOf(path)
              + ": the locale has no such file name; run with LC_ALL=C.UTF-8 or the like, or zip the"
              + " bundle: "
              + e.getMessage(),
          e);
    } catch (IOException e) {
      throw new ModelLoadException("cannot read " + nameOf(path) + ": " + e, e);
    }
  }
}
