package io.infer4j.bundle;

import io.infer4j.InferenceEngines;
import io.infer4j.ModelFormat;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A zip file. Nothing is unpacked: models are read into memory, so no name in it can lead anywhere.
 */
final class ZipFiles extends BundleFiles {
  private final Path zip;

  /** What each path within the zip begins with: nothing, or a folder and a slash. */
  private final String prefix;

  private ZipFiles(Path zip, String prefix) {
    this.zip = zip;
    this.prefix = prefix;
  }

  /**
   * The files of a bundle at the root of a zip, or in the only folder that has one: what comes of
   * zipping the folder and not what is in it.
   *
   * @throws ModelLoadException if it is not a zip, or has no bundle or several
   */
  static ZipFiles of(Path zip) {
    try (ZipFile open = new ZipFile(zip.toFile())) {
      if (open.getEntry(Manifest.FILE) != null) {
        return new ZipFiles(zip, "");
      }
      List<String> found = new ArrayList<>();
      for (Enumeration<? extends ZipEntry> all = open.entries(); all.hasMoreElements(); ) {
        String name = all.nextElement().getName();
        // macOS puts a folder of that name, with a shadow of each file, into its zips.
        if (name.endsWith("/" + Manifest.FILE) && !name.startsWith("__MACOSX/")) {
          found.add(name.substring(0, name.length() - Manifest.FILE.length()));
        }
      }
      if (found.size() == 1) {
        return new ZipFiles(zip, found.get(0));
      }
      throw new ModelLoadException(
          found.isEmpty()
              ? noBundle(zip, "there is no " + Manifest.FILE + " in it")
              : zip + ": expected one bundle, got " + found.size() + ", in " + shown(found));
    } catch (ZipException | IllegalArgumentException e) { // the latter for names in no charset
      throw new ModelLoadException(noBundle(zip, "it is not a whole zip: " + e.getMessage()), e);
    } catch (IOException e) {
      throw new ModelLoadException("cannot read " + zip + ": " + e, e);
    }
  }

  private static String noBundle(Path zip, String why) {
    ModelFormat format = InferenceEngines.of().formatOf(ModelSource.of(zip)).orElse(null);
    return format == null
        ? zip + " is not a bundle, a folder or zip with " + Manifest.FILE + ": " + why
        : zip + " is not a bundle but a model of format " + format + ": load it with Model.load";
  }

  private static String shown(List<String> found) {
    return found.size() <= 5 ? found.toString() : found.subList(0, 5) + " and more";
  }

  @Override
  String name() {
    return prefix.isEmpty()
        ? zip.toString()
        : zip + "!/" + prefix.substring(0, prefix.length() - 1);
  }

  @Override
  String nameOf(String path) {
    return zip + "!/" + prefix + path;
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
    try (ZipFile open = new ZipFile(zip.toFile())) {
      ZipEntry entry = open.getEntry(prefix + path);
      if (entry == null || entry.isDirectory()) {
        throw new ModelLoadException("there is no file " + nameOf(path));
      }
      try (InputStream in = open.getInputStream(entry)) {
        // What an entry says of its size bounds what it may unpack to.
        return upTo(Math.min(most, entry.getSize()), in, nameOf(path));
      }
    } catch (IllegalArgumentException e) {
      throw new ModelLoadException("cannot read " + nameOf(path) + ": " + e, e);
    }
  }
}
