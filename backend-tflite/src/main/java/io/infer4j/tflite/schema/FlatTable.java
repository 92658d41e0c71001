package io.infer4j.tflite.schema;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of a flatbuffer, read in place. Fields are numbered as the schema lists them; one that is
 * absent is empty. What points outside of the buffer throws {@link IndexOutOfBoundsException}, and
 * so does a buffer whose parts are in so many places at once that reading it all would never end.
 */
final class FlatTable {
  private final ByteBuffer data;
  private final int at;
  private final Budget budget;

  private FlatTable(ByteBuffer data, int at, Budget budget) {
    this.data = data;
    this.at = at;
    this.budget = budget;
  }

  static FlatTable root(ByteBuffer flatbuffer) {
    ByteBuffer data = flatbuffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    return new FlatTable(data, data.getInt(0), new Budget(data.capacity()));
  }

  int integer(int field, int absent) {
    int position = position(field);
    return position == 0 ? absent : data.getInt(position);
  }

  int octet(int field) {
    int position = position(field);
    return position == 0 ? 0 : data.get(position);
  }

  /** An integer of 64 bits, 0 if it is absent. */
  long wide(int field) {
    int position = position(field);
    return position == 0 ? 0 : data.getLong(position);
  }

  String string(int field) {
    ByteBuffer text = bytes(field);
    budget.spend(Budget.OF_A_CHARACTER * text.remaining());
    byte[] copy = new byte[text.remaining()];
    text.get(copy);
    return new String(copy, StandardCharsets.UTF_8);
  }

  @Nullable FlatTable table(int field) {
    int position = position(field);
    return position == 0 ? null : new FlatTable(data, follow(position), budget);
  }

  List<FlatTable> tables(int field) {
    int size = size(field, 4);
    budget.spend(size);
    List<FlatTable> tables = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      tables.add(new FlatTable(data, follow(start(field) + 4 * i), budget));
    }
    return tables;
  }

  int[] integers(int field) {
    int[] values = new int[size(field, 4)];
    budget.spend(values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = data.getInt(start(field) + 4 * i);
    }
    return values;
  }

  float[] floats(int field) {
    float[] values = new float[size(field, 4)];
    budget.spend(values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = data.getFloat(start(field) + 4 * i);
    }
    return values;
  }

  long[] longs(int field) {
    long[] values = new long[size(field, 8)];
    budget.spend(values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = data.getLong(start(field) + 8 * i);
    }
    return values;
  }

  /** A string, or a vector of bytes, that shares memory. */
  ByteBuffer bytes(int field) {
    int size = size(field, 1);
    int start = size == 0 ? 0 : start(field);
    ByteBuffer part = data.duplicate();
    ((Buffer) part).limit(start + size).position(start);
    return part.slice();
  }

  /** How many elements a vector has, all of which are within the buffer. */
  private int size(int field, int width) {
    int position = position(field);
    if (position == 0) {
      return 0;
    }
    int vector = follow(position);
    int size = data.getInt(vector);
    if (size < 0 || size > (data.capacity() - vector - 4) / width) {
      throw new IndexOutOfBoundsException("a vector of " + size + " elements at " + vector);
    }
    return size;
  }

  private int start(int field) {
    return follow(position(field)) + 4;
  }

  private int follow(int position) {
    return position + data.getInt(position);
  }

  /** Where a field is, 0 if it is absent. */
  private int position(int field) {
    int vtable = at - data.getInt(at);
    int entry = 4 + 2 * field;
    int offset =
        entry < (data.getShort(vtable) & 0xffff) ? data.getShort(vtable + entry) & 0xffff : 0;
    return offset == 0 ? 0 : at + offset;
  }

  /**
   * How much may still be read. Each part of a sound file is read a few times; but any number of
   * references may lead to one part, so that a small file could ask for all memory and time there
   * is.
   */
  private static final class Budget {
    /** Text is kept, and often twice. */
    static final long OF_A_CHARACTER = 16;

    private static final long OF_A_BYTE = 128;
    private static final long OF_ANY_FILE = 16 << 20;

    private final int size;
    private long left;

    Budget(int size) {
      this.size = size;
      this.left = OF_ANY_FILE + OF_A_BYTE * size;
    }

    void spend(long elements) {
      left -= elements;
      if (left < 0) {
        throw new IndexOutOfBoundsException(
            "it is " + size + " bytes long and refers to its parts so often that it has no end");
      }
    }
  }
}
