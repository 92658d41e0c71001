package io.infer4j.npy;

import io.infer4j.Tensor;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A zip of {@code .npy} files. */
final class Npz {
  private static final String SUFFIX = ".npy";
  private static final int CHUNK = 1 << 16;

  private final Path file;

  Npz(Path file) {
    this.file = file;
  }

  Map<String, Tensor> read() {
    // Opening a pipe would wait for whoever writes to it.
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IllegalArgumentException(file + " is not a file");
    }
    try (ZipFile zip = open()) {
      Map<String, Tensor> arrays = new LinkedHashMap<>();
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (!entry.isDirectory() && arrays.put(nameOf(entry), read(zip, entry)) != null) {
          throw new IllegalArgumentException(file + " has two arrays '" + nameOf(entry) + "'");
        }
      }
      return arrays;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e, e);
    }
  }

  private ZipFile open() throws IOException {
    try {
      return new ZipFile(file.toFile());
    } catch (ZipException | IllegalArgumentException e) { // the latter for names in no charset
      throw new IllegalArgumentException(
          file + " is not an .npz file, a zip of .npy files: " + e.getMessage(), e);
    }
  }

  private Tensor read(ZipFile zip, ZipEntry entry) throws IOException {
    String source = file + "!/" + entry.getName();
    try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
      return Npy.read(in, source, entry.getSize() <= Npy.MOST_UNSEEN ? -1 : size(zip, entry));
    } catch (ZipException | EOFException e) {
      throw new IllegalArgumentException(source + " is damaged: " + e.getMessage(), e);
    }
  }

  /**
   * How much it unpacks to, at most what it says of its size. It is not believed unseen: unpacking
   * it twice takes time, but no memory for what is not there.
   */
  private static long size(ZipFile zip, ZipEntry entry) throws IOException {
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = zip.getInputStream(entry)) {
      long size = 0;
      while (size < entry.getSize()) {
        int read = in.read(chunk);
        if (read < 0) {
          return size;
        }
        size += read;
      }
      return size;
    }
  }

  private static String nameOf(ZipEntry entry) {
    String name = entry.getName();
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }
}
