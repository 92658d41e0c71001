package io.infer4j.spi.support;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;

/** A native library in a JAR, and what the JAR's index says of it. */
final class NativeLibrary {
  private final URL url;
  private final long time;

  /** Where it goes below the folder, with slashes. */
  final String path;

  final long size;
  final long crc;

  /**
   * A library.
   *
   * @param time when its file has to have been modified last; -1 if that does not matter
   */
  NativeLibrary(URL url, String path, long size, long crc, long time) {
    this.url = url;
    this.path = path;
    this.size = size;
    this.crc = crc;
    this.time = time;
  }

  /** The same, to be unpacked elsewhere. */
  NativeLibrary at(String other) {
    return new NativeLibrary(url, other, size, crc, time);
  }

  /** Whether it has functions that the JVM calls, and so belongs to one class loader. */
  boolean isJni() {
    return path.substring(path.lastIndexOf('/') + 1).contains("jni");
  }

  /** Whether that file has the length and the CRC-32 that the JAR's index states. */
  boolean is(File file) throws IOException {
    return file.isFile() && file.length() == size && crc(file) == crc;
  }

  private static long crc(File file) throws IOException {
    // A plain stream: a file channel would take the JVM longer to start than this takes to read.
    CRC32 actual = new CRC32();
    try (InputStream in = new FileInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        actual.update(buffer, 0, n);
      }
    }
    return actual.getValue();
  }

  /** Whether that file is this library, byte by byte: a CRC-32 can be forged. */
  boolean equalsContentOf(File file) throws IOException {
    if (!file.isFile() || file.length() != size) {
      return false;
    }
    byte[] expected = new byte[1 << 16];
    byte[] actual = new byte[1 << 16];
    try (InputStream inJar = open();
        DataInputStream in = new DataInputStream(new FileInputStream(file))) {
      for (int n = inJar.read(expected); n >= 0; n = inJar.read(expected)) {
        in.readFully(actual, 0, n);
        if (!ByteBuffer.wrap(expected, 0, n).equals(ByteBuffer.wrap(actual, 0, n))) {
          return false;
        }
      }
      return true;
    }
  }

  private InputStream open() throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    return connection.getInputStream();
  }

  /** Unpacks it beside the target and puts it in its place at once: nobody ever sees a part. */
  void unpackTo(Path target) throws IOException {
    Path part = Files.createTempFile(target.getParent(), "infer4j", ".part");
    try {
      try (InputStream in = new BufferedInputStream(open())) {
        Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      }
      if (!is(part.toFile())) {
        throw new IOException("unpacking " + target.getFileName() + " lost data");
      }
      touch(part.toFile());
      try {
        Files.move(
            part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        // Windows lets nobody replace a library in use; if it is the right one all is well.
        if (!equalsContentOf(target.toFile())) {
          throw e;
        }
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Gives the file the time and the permission that it needs, if it has not got them. */
  void touch(File file) throws IOException {
    if (time >= 0 && file.lastModified() != time && !file.setLastModified(time)) {
      throw new IOException("the time of " + file + " cannot be set");
    }
    if (!file.canExecute()) {
      // Of a file that may be executed the system says that it may not where it mounted noexec.
      if (file.setExecutable(true, false) && !file.canExecute()) {
        throw new IOException("it is mounted noexec: no library there can be loaded");
      }
    }
  }
}
