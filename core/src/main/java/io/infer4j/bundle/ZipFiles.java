package io.infer4j.bundle;

import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A zip file. Nothing is unpacked: models are read into memory, so no name in it can lead anywhere.
 */
final class ZipFiles extends BundleFiles {
  private final Path zip;

  ZipFiles(Path zip) {
    this.zip = zip;
  }

  @Override
  String name() {
    return zip.toString();
  }

  @Override
  String nameOf(String path) {
    return name() + "!/" + path;
  }

  @Override
  ModelSource model(String path) {
    return ModelSource.of(read(path)).withName(nameOf(path));
  }

  @Override
  InputStream open(String path) {
    return new ByteArrayInputStream(read(path));
  }

  private byte[] read(String path) {
    try (ZipFile open = new ZipFile(zip.toFile())) {
      ZipEntry entry = open.getEntry(path);
      if (entry == null || entry.isDirectory()) {
        throw new ModelLoadException("there is no file " + nameOf(path));
      }
      try (InputStream in = open.getInputStream(entry)) {
        // What an entry says of its size bounds what it may unpack to.
        return upTo(entry.getSize(), in, nameOf(path));
      }
    } catch (IOException e) {
      throw new ModelLoadException("cannot read " + nameOf(path) + ": " + e, e);
    } catch (OutOfMemoryError e) {
      throw new ModelLoadException(nameOf(path) + " does not fit in the Java heap", e);
    }
  }
}
