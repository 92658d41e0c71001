package io.infer4j.npy;

import io.infer4j.DType;
import io.infer4j.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What stands before the data of a {@code .npy} file: type, order and shape. */
final class NpyHeader {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  private static final int GROWTH = 21;

  /** What greater sizes are taken for: also more than a tensor can hold. */
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private static final int LONGEST_HEADER = 1 << 20;

  /** Strings of no width need no data, so that only the memory would limit their number. */
  private static final int MOST_EMPTY_STRINGS = 1 << 20;

  private static final int LONGEST_SHOWN = 200;

  /** As many axes as NumPy has. */
  private static final int MOST_AXES = 64;

  private static final List<String> KEYS =
      Collections.unmodifiableList(Arrays.asList("descr", "fortran_order", "shape"));

  private final String source;
  private final String text;
  private final NumpyType type;
  private final boolean fortranOrder;
  private final long[] shape;

  private NpyHeader(String source, String text) {
    this.source = source;
    this.text = text;
    Map<?, ?> header = dictionary();
    Object description = header.get("descr");
    if (!(description instanceof String name)) {
      throw description == null ? without("descr") : unsupported("a structured type");
    }
    NumpyType parsed = NumpyType.parse(name);
    if (parsed == null) {
      throw unsupported(name);
    }
    this.type = parsed;
    if (!(header.get("fortran_order") instanceof Boolean order)) {
      throw without("fortran_order");
    }
    this.fortranOrder = order;
    if (!(header.get("shape") instanceof Object[] dims)) {
      throw without("shape");
    }
    this.shape = shape(dims);
    if (header.size() > KEYS.size()) {
      throw new IllegalArgumentException(
          source + " has a .npy header with keys " + header.keySet() + ", expected " + KEYS);
    }
  }

  private Map<?, ?> dictionary() {
    try {
      if (PythonLiteral.read(text) instanceof Map<?, ?> header) {
        return header;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          source
              + " has a .npy header that is no Python literal: "
              + e.getMessage()
              + ": "
              + shown(),
          e);
    }
    throw new IllegalArgumentException(
        source + " has a .npy header that is no dictionary: " + shown());
  }

  private long[] shape(Object[] stated) {
    if (stated.length > MOST_AXES) {
      throw new IllegalArgumentException(
          source + " states a shape of " + stated.length + " axes, NumPy has at most " + MOST_AXES);
    }
    long[] dims = new long[stated.length];
    for (int i = 0; i < dims.length; i++) {
      if (!(stated[i] instanceof BigInteger size) || size.signum() < 0) {
        throw without("shape");
      }
      dims[i] = size.min(MOST).longValue();
    }
    return dims;
  }

  static NpyHeader read(InputStream in, String source) throws IOException {
    byte[] start = new byte[12];
    boolean enough = readUpTo(in, start, 0, 10) == 10;
    if (start[0] == 'P' && start[1] == 'K' && (start[2] == 3 || start[2] == 5)) {
      throw new IllegalArgumentException(
          source
              + " is not a .npy file but a zip; if it is an .npz, which holds arrays by name,"
              + " Npy.readAll reads them");
    }
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
    return type.dtype;
  }

  int itemBytes() {
    return type.itemBytes;
  }

  boolean swapped() {
    return type.bigEndian != (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN);
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
      long bytes = Math.multiplyExact(elements, (long) type.itemBytes);
      boolean fits = type.dtype == DType.STRING || bytes <= Integer.MAX_VALUE;
      if (fits && elements <= (type.itemBytes == 0 ? MOST_EMPTY_STRINGS : Integer.MAX_VALUE)) {
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
            + type.dtype
            + ": more than a tensor can hold");
  }

  /** The text of one item: UTF-32 or, for {@code S}, Latin-1, without the NULs at its end. */
  String decode(byte[] item) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < item.length; i += type.kind == 'U' ? 4 : 1) {
      int codePoint = item[i] & 0xff;
      if (type.kind == 'U') {
        codePoint = 0;
        for (int k = 0; k < 4; k++) {
          codePoint |= (item[i + k] & 0xff) << (8 * (type.bigEndian ? 3 - k : k));
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
            + type.dtype
            + Arrays.toString(shape)
            + " needs "
            + needed
            + " bytes of data behind the header");
  }

  IllegalArgumentException noMemory(long needed, OutOfMemoryError cause) {
    boolean strings = type.dtype == DType.STRING;
    return new IllegalArgumentException(
        source
            + " holds "
            + type.dtype
            + Arrays.toString(shape)
            + ", "
            + needed
            + " bytes, for which there is no memory left: "
            + (strings ? "-Xmx sets" : "-XX:MaxDirectMemorySize (by default as -Xmx) sets")
            + " how much the JVM has ("
            + cause.getMessage()
            + ")",
        cause);
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

  private String shown() {
    String shown = text.trim();
    return shown.length() > LONGEST_SHOWN ? shown.substring(0, LONGEST_SHOWN) + "..." : shown;
  }

  private IllegalArgumentException without(String key) {
    return new IllegalArgumentException(
        source + " has a .npy header without a valid " + key + ": " + shown());
  }

  private IllegalArgumentException unsupported(String description) {
    return new IllegalArgumentException(
        source
            + " holds NumPy dtype "
            + description
            + ", which no tensor has; supported are b1, i1 to i8, u1 to u8, f2, f4, f8, S and U");
  }
}
