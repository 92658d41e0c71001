package io.infer4j.onnx.file;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The fields of one protobuf message in memory, in order. What is damaged is an {@link
 * IllegalArgumentException}.
 */
final class Fields {
  private final ByteBuffer message;
  private int start;
  private int number;
  private int type;
  private long value;
  private ByteBuffer payload;

  Fields(ByteBuffer message) {
    this.message = message.duplicate();
    this.payload = message.duplicate();
  }

  /** Goes to the next field; false at the end. */
  boolean next() {
    if (!message.hasRemaining()) {
      return false;
    }
    start = message.position();
    long tag = varint();
    number = (int) (tag >>> 3);
    type = (int) (tag & 7);
    switch (type) {
      case 0 -> value = varint();
      case 1 -> take(8);
      case 2 -> take(varint());
      case 5 -> take(4);
      default -> throw new IllegalArgumentException("field " + number + " has wire type " + type);
    }
    return true;
  }

  int number() {
    return number;
  }

  /** Whether it holds bytes: a text, a message or packed numbers. */
  boolean hasPayload() {
    return type == 2;
  }

  /** The number of a field of wire type 0. */
  long value() {
    if (type != 0) {
      throw new IllegalArgumentException("field " + number + " is not a number");
    }
    return value;
  }

  /** The bytes of a field of wire type 2, without its tag and length. */
  ByteBuffer payload() {
    if (type != 2) {
      throw new IllegalArgumentException("field " + number + " is not a message");
    }
    return payload;
  }

  String text() {
    return StandardCharsets.UTF_8.decode(payload().duplicate()).toString();
  }

  /** The whole field, tag and all. */
  ByteBuffer whole() {
    ByteBuffer all = message.duplicate();
    ((Buffer) all).limit(message.position()).position(start);
    return all.slice();
  }

  private void take(long length) {
    if (length < 0 || length > message.remaining()) {
      throw new IllegalArgumentException("field " + number + " is longer than its message");
    }
    ByteBuffer part = message.duplicate();
    ((Buffer) part).limit(message.position() + (int) length);
    payload = part.slice();
    ((Buffer) message).position(part.limit());
  }

  private long varint() {
    long result = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (!message.hasRemaining()) {
        break;
      }
      byte digit = message.get();
      result |= (long) (digit & 0x7f) << shift;
      if (digit >= 0) {
        return result;
      }
    }
    throw new IllegalArgumentException("a number has no end");
  }

  /** The numbers of a repeated field: this one, or those packed in it. */
  void addTo(java.util.List<Long> numbers) {
    if (type == 0) {
      numbers.add(value);
      return;
    }
    Fields packed = new Fields(payload());
    while (packed.message.hasRemaining()) {
      numbers.add(packed.varint());
    }
  }
}
