package io.infer4j.onnx.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The fields of one protobuf message, read in order from a stream; what is not asked for is
 * skipped.
 */
final class Wire {
  /** What an array of Java holds; the file has room for it, or it is refused before. */
  private static final int MAX_TEXT = Integer.MAX_VALUE - 8;

  private static final int MAX_GROUPS = 100;

  private final InputStream in;
  private long remaining;
  private int field;
  private int type;

  Wire(InputStream in, long length) {
    this.in = in;
    this.remaining = length;
  }

  /** The number of the next field, 0 at the end of the message. */
  int next() throws IOException {
    if (remaining <= 0) {
      return 0;
    }
    long tag = varint();
    type = (int) (tag & 7);
    field = (int) (tag >>> 3);
    if (field == 0) {
      throw new IOException("a field has the number 0");
    }
    return field;
  }

  long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int digit = in.read();
      if (digit < 0) {
        throw new EOFException();
      }
      remaining--;
      value |= (long) (digit & 0x7f) << shift;
      if (digit < 0x80) {
        return value;
      }
    }
    throw new IOException("field " + field + " has a number of more than 64 bits");
  }

  /** How many numbers this field of a repeated one holds: itself, or those packed in it. */
  int countNumbers() throws IOException {
    if (type == 0) {
      varint();
      return 1;
    }
    Wire packed = message();
    int count = 0;
    while (packed.remaining > 0) {
      packed.varint();
      count++;
    }
    return count;
  }

  String string() throws IOException {
    long length = take(length());
    if (length > MAX_TEXT) {
      throw new IOException("field " + field + " has a text of " + length + " bytes");
    }
    byte[] bytes = new byte[(int) length];
    for (int done = 0; done < bytes.length; ) {
      int n = in.read(bytes, done, bytes.length - done);
      if (n < 0) {
        throw new EOFException();
      }
      done += n;
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The message in this field, to be read to its end before this one goes on. */
  Wire message() throws IOException {
    return new Wire(in, take(length()));
  }

  void skip() throws IOException {
    skip(0);
  }

  /** A group, which protobuf no longer writes but still skips, holds fields until its end. */
  private void skip(int groups) throws IOException {
    switch (type) {
      case 0 -> varint();
      case 1 -> skip(take(8));
      case 2 -> skip(take(varint()));
      case 5 -> skip(take(4));
      case 3 -> {
        int group = field;
        while (next() != 0 && type != 4) {
          if (groups > MAX_GROUPS) {
            throw new IOException("groups lie too deep within each other");
          }
          skip(groups + 1);
        }
        if (type != 4 || field != group) {
          throw new IOException("group " + group + " has no end");
        }
      }
      default -> throw new IOException("field " + field + " has wire type " + type);
    }
  }

  /** The length of this field's bytes. */
  private long length() throws IOException {
    if (type != 2) {
      throw new IOException("field " + field + " has wire type " + type);
    }
    return varint();
  }

  private long take(long length) throws IOException {
    if (length < 0 || length > remaining) {
      throw new EOFException();
    }
    remaining -= length;
    return length;
  }

  private void skip(long length) throws IOException {
    long left = length;
    while (left > 0) {
      long n = in.skip(left);
      if (n <= 0) {
        if (in.read() < 0) {
          throw new EOFException();
        }
        n = 1;
      }
      left -= n;
    }
  }
}
