package io.infer4j;

import java.util.function.Predicate;

/**
 * Recognises an ONNX file by walking the top-level fields of its {@code ModelProto} (onnx.proto):
 * the format has no magic number, so each field in sight must have a number and wire type that a
 * model may have, and among them must be the IR version, which every model states, or a graph of
 * which the same holds.
 */
final class OnnxHeader {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;
  private static final int MOST_TEXTS = 1000;
  private static final long MOST_TEXT = 1L << 31;

  private final byte[] header;
  private int at;

  /** The header ended within the last number, or the number had more than 64 bits. */
  private boolean cut;

  private boolean malformed;

  private OnnxHeader(byte[] header) {
    this.header = header;
  }

  /** The recognition of a header, apart from the walk over one. */
  static final class Recognition implements Predicate<byte[]> {
    @Override
    public boolean test(byte[] header) {
      return new OnnxHeader(header).isModel();
    }
  }

  /**
   * Whether there is a model behind texts that are longer than a header: of the fields, which may
   * stand in any order, they prove nothing.
   */
  static boolean isModelBehindText(ModelSource source) {
    long offset = 0;
    for (int skipped = 0; skipped < MOST_TEXTS; skipped++) {
      long end = new OnnxHeader(source.part(offset)).endOfTexts();
      if (end <= 0 || offset + end >= source.size()) {
        return false;
      }
      offset += end;
      if (new OnnxHeader(source.part(offset)).isModel()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Where the texts end that it begins with, the last of which may be longer; 0 if there is none.
   */
  private long endOfTexts() {
    while (at < header.length) {
      int start = at;
      long tag = number();
      long size = number();
      boolean isText = (tag & 7) == LENGTH_DELIMITED && isText(tag >>> 3);
      if (cut || malformed || !isText || size < 0 || size > MOST_TEXT) {
        return start;
      }
      if (size > header.length - at) {
        return at + size;
      }
      at += (int) size;
    }
    return at;
  }

  private static boolean isText(long number) {
    return (number >= 2 && number <= 4) || number == 6 || number == 14;
  }

  private boolean isModel() {
    boolean evidence = false;
    while (at < header.length) {
      long tag = number();
      int type = modelField(tag >>> 3);
      if (!cut && (tag & 7) != type) {
        return false;
      }
      long value = number();
      if (cut || malformed) {
        // A header cut in the middle of a number proves nothing more.
        return evidence && !malformed;
      }
      if (tag >>> 3 == 1) {
        if (value < 1 || value > 1000) {
          return false;
        }
        evidence = true;
      }
      evidence |= tag >>> 3 == 7 && isGraph(value);
      boolean isName = tag >>> 3 >= 2 && tag >>> 3 <= 4;
      if (isName && value > 0 && at < header.length && header[at] >= 0 && header[at] < ' ') {
        return false; // a message: SavedModel and Core ML, which begin with the same number
      }
      if (type == LENGTH_DELIMITED) {
        if (value < 0 || value > header.length - at) {
          return evidence && value >= 0;
        }
        at += (int) value;
      }
    }
    return evidence;
  }

  /** Whether the next {@code length} bytes are the fields of a {@code GraphProto}, all in sight. */
  private boolean isGraph(long length) {
    int start = at;
    boolean whole = length <= header.length - at;
    boolean valid = length > 0 && (whole || header.length >= ModelFormat.HEADER_BYTES);
    long end = at + Math.min(length, Integer.MAX_VALUE);
    while (valid && at < end && at < header.length) {
      long tag = number();
      long size = number();
      valid =
          !malformed
              && (cut
                  ? !whole
                  : (tag & 7) == LENGTH_DELIMITED
                      && isGraphField(tag >>> 3)
                      && size >= 0
                      && size <= end - at);
      at = (int) Math.min(header.length, at + Math.max(0, size));
    }
    at = start;
    cut = false;
    malformed = false;
    return valid;
  }

  /** Reads a varint. */
  private long number() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at >= header.length) {
        cut = true;
        return 0;
      }
      byte digit = header[at++];
      value |= (long) (digit & 0x7f) << shift;
      if (digit >= 0) {
        return value;
      }
    }
    malformed = true;
    return 0;
  }

  private static int modelField(long number) {
    if (number == 1 || number == 5) {
      return VARINT;
    }
    boolean known =
        (number >= 2 && number <= 8)
            || number == 14
            || number == 20
            || number == 25
            || number == 26;
    return known ? LENGTH_DELIMITED : -1;
  }

  private static boolean isGraphField(long number) {
    return number == 1 || number == 2 || number == 5 || (number >= 10 && number <= 16);
  }
}
