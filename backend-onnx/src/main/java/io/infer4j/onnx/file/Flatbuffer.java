package io.infer4j.onnx.file;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A table of a flatbuffer, whose fields are numbered as in its schema. What is damaged is an {@link
 * IllegalArgumentException}; an absent table has no fields.
 */
final class Flatbuffer {
  private final ByteBuffer buffer;

  /** What may yet be read: of a damaged file many tables may share one, and so on. */
  private final long[] budget;

  /** Where the table begins, 0 if it is absent. */
  private final int at;

  private Flatbuffer(ByteBuffer buffer, long[] budget, int at) {
    this.buffer = buffer;
    this.budget = budget;
    this.at = at;
  }

  static Flatbuffer root(ByteBuffer bytes) {
    ByteBuffer own = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    long[] budget = {(1 << 20) + 64L * own.limit()};
    if (own.limit() < 8) {
      throw new IllegalArgumentException("it is cut off");
    }
    return new Flatbuffer(own, budget, new Flatbuffer(own, budget, 0).target(0));
  }

  boolean isPresent() {
    return at != 0;
  }

  Flatbuffer table(int field) {
    int position = position(field);
    return new Flatbuffer(buffer, budget, position == 0 ? 0 : target(position));
  }

  String text(int field) {
    int position = position(field);
    return position == 0 ? "" : textAt(target(position));
  }

  long integer64(int field) {
    int position = position(field);
    return position == 0 ? 0 : buffer.getLong(check(position, 8));
  }

  int integer32(int field) {
    int position = position(field);
    return position == 0 ? 0 : buffer.getInt(check(position, 4));
  }

  int integer8(int field) {
    int position = position(field);
    return position == 0 ? 0 : buffer.get(check(position, 1));
  }

  /** The length of a vector of tables or texts, 0 if it is absent. */
  int length(int field) {
    return length(field, Integer.BYTES);
  }

  /** The length of a vector of elements of that size, 0 if it is absent. */
  int length(int field, int size) {
    int position = position(field);
    if (position == 0) {
      return 0;
    }
    int vector = target(position);
    int length = buffer.getInt(check(vector, 4));
    check(vector + 4L, length * (long) size);
    return length;
  }

  Flatbuffer table(int field, int index) {
    return new Flatbuffer(buffer, budget, target(target(position(field)) + 4 + 4 * index));
  }

  String text(int field, int index) {
    return textAt(target(target(position(field)) + 4 + 4 * index));
  }

  /** Where that field's value is, 0 if the table does not have it. */
  private int position(int field) {
    if (at == 0) {
      return 0;
    }
    spend(1);
    int table = check((long) at - buffer.getInt(check(at, 4)), 4);
    int entry = 4 + 2 * field;
    if (entry + 2 > (buffer.getShort(table) & 0xffff)) {
      return 0;
    }
    int offset = buffer.getShort(check((long) table + entry, 2)) & 0xffff;
    return offset == 0 ? 0 : check((long) at + offset, 1);
  }

  private int target(int position) {
    long offset = buffer.getInt(check(position, 4)) & 0xffffffffL;
    return check(position + offset, 4);
  }

  private String textAt(int position) {
    long length = buffer.getInt(check(position, 4)) & 0xffffffffL;
    spend(length);
    ByteBuffer text = buffer.duplicate();
    ((Buffer) text).position(check(position + 4L, length));
    ((Buffer) text).limit(position + 4 + (int) length);
    return StandardCharsets.UTF_8.decode(text).toString();
  }

  private void spend(long steps) {
    budget[0] -= steps;
    if (budget[0] < 0) {
      throw new IllegalArgumentException("its parts are used over and over");
    }
  }

  private int check(long position, long size) {
    if (position < 0 || size < 0 || position + size > buffer.limit()) {
      throw new IllegalArgumentException("byte " + position + " is not in the file");
    }
    return (int) position;
  }
}
