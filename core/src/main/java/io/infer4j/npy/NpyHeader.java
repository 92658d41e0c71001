package io.infer4j.npy;

import io.infer4j.DType;
import io.infer4j.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands before the data of a {@code .npy} file: type, order and shape. */
final class NpyHeader {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  private static final int GROWTH = 21;
  private static final int LONGEST_HEADER = 1 << 20;

  /** Strings of no width need no data, so that only the memory would limit their number. */
  private static final int MOST_EMPTY_STRINGS = 1 << 20;

  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

  /** Byte order, kind and size of an element. */
  private static final Pattern DESCRIPTION = Pattern.compile("([<>|=]?)([biufSU])(\\d{1,9})");

  private final String source;
  private final DType dtype;
  private final char kind;
  private final int itemBytes;
  private final boolean bigEndian;
  private final boolean fortranOrder;
  private final long[] shape;

  private NpyHeader(String source, String text) {
    this.source = source;
    String description = find("descr", TYPE, text);
    Matcher type = DESCRIPTION.matcher(description);
    if (!type.matches()) {
      throw unsupported(description);
    }
    this.kind = type.group(2).charAt(0);
    int size = Integer.parseInt(type.group(3));
    this.bigEndian =
        type.group(1).equals(">")
            || (type.group(1).equals("=") && ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN);
    this.dtype = dtype(kind, size, description);
    if (kind == 'U' && size > Integer.MAX_VALUE / 4) {
      throw unsupported(description);
    }
    this.itemBytes = kind == 'U' ? 4 * size : size;
    this.fortranOrder = find("fortran_order", ORDER, text).equals("True");
    this.shape = shape(find("shape", SHAPE, text));
  }

  static NpyHeader read(InputStream in, String source) throws IOException {
    byte[] start = new byte[12];
    boolean enough = readUpTo(in, start, 0, 10) == 10;
    if (!enough || !Arrays.equals(Arrays.copyOf(start, MAGIC.length), MAGIC)) {
      throw new IllegalArgumentException(
          source + " is not a .npy file: it does not begin with \\x93NUMPY and a version");
    }
    int version = start[6];
    if (version < 1 || version > 3) {
      throw new IllegalArgumentException(
          source + " has .npy format version " + version + ", known are 1 to 3");
    }
    int length = (start[8] & 0xff) | (start[9] & 0xff) << 8;
    if (version > 1) {
      byte[] more = new byte[2];
      readUpTo(in, more, 0, 2);
      length |= (more[0] & 0xff) << 16 | (more[1] & 0xff) << 24;
    }
    if (length < 0 || length > LONGEST_HEADER) {
      throw new IllegalArgumentException(
          source
              + " states a .npy header of "
              + Integer.toUnsignedString(length)
              + " bytes, at most "
              + LONGEST_HEADER
              + " are read");
    }
    byte[] text = new byte[length];
    if (readUpTo(in, text, 0, length) < length) {
      throw new IllegalArgumentException(source + " ends within its .npy header");
    }
    Charset charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    return new NpyHeader(source, new String(text, charset));
  }

  /** A header of version 1 for C order and little-endian data, byte for byte as NumPy writes it. */
  static byte[] bytes(DType dtype, int stringWidth, long[] shape) {
    StringBuilder text = new StringBuilder("{'descr': '");
    text.append(dtype.byteSize() == 1 ? '|' : '<');
    text.append(description(dtype, stringWidth));
    text.append("', 'fortran_order': False, 'shape': (");
    for (int i = 0; i < shape.length; i++) {
      text.append(i == 0 ? "" : " ").append(shape[i]).append(i + 1 < shape.length ? "," : "");
    }
    text.append(shape.length == 1 ? ",), }" : "), }");
    // NumPy leaves room for the first dimension to grow, then aligns by 1 to 64 spaces.
    int spaces = shape.length == 0 ? 0 : GROWTH - Long.toString(shape[0]).length();
    int before = MAGIC.length + 4;
    spaces += ALIGNMENT - (before + text.length() + spaces + 1) % ALIGNMENT;
    for (int i = 0; i < spaces; i++) {
      text.append(' ');
    }
    text.append('\n');
    byte[] result = Arrays.copyOf(MAGIC, before + text.length());
    result[6] = 1;
    result[8] = (byte) text.length();
    result[9] = (byte) (text.length() >>> 8);
    byte[] ascii = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(ascii, 0, result, before, ascii.length);
    return result;
  }

  /** Fills the target from {@code from} to {@code to}, and says how many bytes there were. */
  static int readUpTo(InputStream in, byte[] target, int from, int to) throws IOException {
    int at = from;
    while (at < to) {
      int n = in.read(target, at, to - at);
      if (n < 0) {
        break;
      }
      at += n;
    }
    return at - from;
  }

  DType dtype() {
    return dtype;
  }

  int itemBytes() {
    return itemBytes;
  }

  boolean swapped() {
    return bigEndian != (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN);
  }

  boolean fortranOrder() {
    return fortranOrder;
  }

  /** The shape as the data lies in the file: reversed in Fortran order. */
  long[] storedShape() {
    long[] stored = shape.clone();
    if (fortranOrder) {
      for (int i = 0; i < stored.length; i++) {
        stored[i] = shape[shape.length - 1 - i];
      }
    }
    return stored;
  }

  /** How many bytes of data must follow. */
  long dataBytes() {
    long elements;
    try {
      elements = Shape.of(shape).elements();
      long bytes = Math.multiplyExact(elements, (long) itemBytes);
      boolean fits = dtype == DType.STRING || bytes <= Integer.MAX_VALUE;
      if (fits && elements <= (itemBytes == 0 ? MOST_EMPTY_STRINGS : Integer.MAX_VALUE)) {
        return bytes;
      }
    } catch (ArithmeticException | IllegalArgumentException e) {
      // More than 2^63-1 of them: refused with the rest.
    }
    throw new IllegalArgumentException(
        source
            + " states the shape "
            + Arrays.toString(shape)
            + " of "
            + dtype
            + ": more than a tensor can hold");
  }

  /** The text of one item: UTF-32 or, for {@code S}, Latin-1, without the NULs at its end. */
  String decode(byte[] item) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < item.length; i += kind == 'U' ? 4 : 1) {
      int codePoint = item[i] & 0xff;
      if (kind == 'U') {
        codePoint = 0;
        for (int k = 0; k < 4; k++) {
          codePoint |= (item[i + k] & 0xff) << (8 * (bigEndian ? 3 - k : k));
        }
      }
      if (!Character.isValidCodePoint(codePoint)) {
        throw new IllegalArgumentException(source + " has a string that is not UTF-32");
      }
      text.appendCodePoint(codePoint);
    }
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == 0) {
      end--;
    }
    return text.substring(0, end);
  }

  IllegalArgumentException truncated(long needed) {
    return new IllegalArgumentException(
        source
            + " is truncated: "
            + dtype
            + Arrays.toString(shape)
            + " needs "
            + needed
            + " bytes of data behind the header");
  }

  private DType dtype(char kind, int size, String description) {
    String name =
        switch (kind) {
          case 'b' -> size == 1 ? "bool" : "";
          case 'i' -> "int" + 8L * size;
          case 'u' -> "uint" + 8 * size;
          case 'f' -> "float" + 8L * size;
          default -> "string";
        };
    for (DType dtype : DType.values()) {
      if (dtype.toString().equals(name)) {
        return dtype;
      }
    }
    throw unsupported(description);
  }

  private static String description(DType dtype, int stringWidth) {
    return switch (dtype) {
      case STRING -> "U" + stringWidth;
      case BOOL -> "b1";
      default -> {
        char kind = dtype.isFloatingPoint() ? 'f' : dtype.isUnsigned() ? 'u' : 'i';
        yield "" + kind + dtype.byteSize();
      }
    };
  }

  private long[] shape(String text) {
    String[] parts = text.trim().isEmpty() ? new String[0] : text.split(",");
    long[] dims = new long[parts.length];
    int rank = 0;
    for (String part : parts) {
      String digits = part.trim();
      if (!digits.matches("\\d{1,18}L?")) {
        throw new IllegalArgumentException(source + " states the shape (" + text + ")");
      }
      dims[rank++] = Long.parseLong(digits.endsWith("L") ? digits.replace("L", "") : digits);
    }
    return dims;
  }

  private String find(String key, Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      if (pattern == TYPE && text.contains("'descr'")) {
        throw unsupported("a structured type");
      }
      throw new IllegalArgumentException(source + " has a .npy header without a valid " + key);
    }
    return matcher.group(1);
  }

  private IllegalArgumentException unsupported(String description) {
    return new IllegalArgumentException(
        source
            + " holds NumPy dtype "
            + description
            + ", which no tensor has; supported are b1, i1 to i8, u1 to u8, f2, f4, f8, S and U");
  }
}
