package io.infer4j.rally.output;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lines of text in UTF-8, on the disk after each flush. */
final class TextFile implements AutoCloseable {
  private final Path path;
  private final BufferedWriter writer;

  /** Replaces what is there. */
  TextFile(Path path) {
    this.path = path;
    try {
      writer = Files.newBufferedWriter(path);
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  void line(CharSequence line) {
    try {
      writer.append(line).append('\n');
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  void flush() {
    try {
      writer.flush();
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  static UncheckedIOException failure(Path path, IOException e) {
    return new UncheckedIOException("cannot write " + path + ": " + e, e);
  }
}
