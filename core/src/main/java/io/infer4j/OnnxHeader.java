package io.infer4j;

/**
 * Recognises an ONNX file by walking the top-level fields of its {@code ModelProto} (onnx.proto):
 * the format has no magic number, so each field in sight must have a number and wire type that a
 * model may have, and the IR version, which every model states, must be among them or the graph.
 */
final class OnnxHeader {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;

  private OnnxHeader() {}

  static boolean matches(byte[] header) {
    int at = 0;
    boolean evidence = false;
    while (at < header.length) {
      int tag = header[at++] & 0xff;
      int field = tag >>> 3;
      int wireType = tag & 7;
      if (tag >= 0x80) {
        // Two-byte tags: fields 16 to 31 (20 training_info, 25 functions, 26 configuration).
        if (at >= header.length || (header[at] & 0xff) > 1) {
          return false;
        }
        field = (tag & 0x7f) >>> 3 | (header[at++] & 0xff) << 4;
      }
      if (wireType != typeOf(field)) {
        return false;
      }
      long value = 0;
      int shift = 0;
      int digit;
      do {
        if (at >= header.length || shift > 63) {
          // A header cut in the middle of a number proves nothing more.
          return evidence && shift <= 63;
        }
        digit = header[at++] & 0xff;
        value |= (long) (digit & 0x7f) << shift;
        shift += 7;
      } while (digit >= 0x80);
      if (field == 1 && (value < 1 || value > 1000)) {
        return false;
      }
      evidence |= field == 1 || (field == 7 && value > 0);
      if (wireType == LENGTH_DELIMITED) {
        if (value < 0 || value > header.length - at) {
          return evidence && value >= 0;
        }
        at += (int) value;
      }
    }
    return evidence;
  }

  private static int typeOf(int field) {
    return switch (field) {
      case 1, 5 -> VARINT;
      case 2, 3, 4, 6, 7, 8, 14, 20, 25, 26 -> LENGTH_DELIMITED;
      default -> -1;
    };
  }
}
