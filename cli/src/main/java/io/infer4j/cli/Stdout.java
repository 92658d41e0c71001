package io.infer4j.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Standard output that remembers why it could not be written to, which a print writer does not. */
final class Stdout extends FilterOutputStream {
  private @Nullable String failure;

  Stdout(OutputStream out) {
    super(out);
  }

  /** Why, or null; a reader that has gone away, such as {@code head}, is a broken pipe. */
  @Nullable String failure() {
    return failure;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = e.getMessage();
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      failure = e.getMessage();
      throw e;
    }
  }
}
