package io.infer4j.npy;

import io.infer4j.DType;
import java.nio.ByteOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What NumPy's {@code dtype(text)} makes of a text: a kind and a size ({@code <f4}), a letter
 * ({@code <d}), or a name ({@code float32}). The types of C whose size differs between platforms
 * are those of 64-bit Linux.
 */
final class NumpyType {
  private static final Pattern TEXT = Pattern.compile("([<>|=]?)([a-zA-Z?])([0-9]{0,9})");

  final DType dtype;

  /** One of b, i, u, f, S and U. */
  final char kind;

  final int itemBytes;
  final boolean bigEndian;

  private NumpyType(DType dtype, char kind, int itemBytes, boolean bigEndian) {
    this.dtype = dtype;
    this.kind = kind;
    this.itemBytes = itemBytes;
    this.bigEndian = bigEndian;
  }

  /** The type, or null if no tensor has it. */
  static @Nullable NumpyType parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    String order = "";
    String code;
    if (matcher.matches()) {
      order = matcher.group(1);
      String letter = matcher.group(2);
      code = matcher.group(3).isEmpty() ? ofLetter(letter) : letter + matcher.group(3);
    } else {
      code = ofName(text);
    }
    return code.isEmpty() ? null : ofCode(code, order);
  }

  private static @Nullable NumpyType ofCode(String code, String order) {
    char kind = code.charAt(0) == 'a' ? 'S' : code.charAt(0);
    long size = Long.parseLong(code.substring(1));
    // Without an order, or with | for more than a byte, it is the reader's own.
    boolean big =
        order.equals(">")
            || (!order.equals("<") && ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN);
    String name =
        switch (kind) {
          case 'b' -> size == 1 ? "bool" : "";
          case 'i' -> "int" + 8 * size;
          case 'u' -> "uint" + 8 * size;
          case 'f' -> "float" + 8 * size;
          case 'S' -> "string";
          case 'U' -> size > Integer.MAX_VALUE / 4 ? "" : "string";
          default -> "";
        };
    for (DType dtype : DType.values()) {
      if (dtype.toString().equals(name)) {
        return new NumpyType(dtype, kind, (int) (kind == 'U' ? 4 * size : size), big);
      }
    }
    return null;
  }

  private static String ofLetter(String letter) {
    return switch (letter) {
      case "?" -> "b1";
      case "b" -> "i1";
      case "B" -> "u1";
      case "h" -> "i2";
      case "H" -> "u2";
      case "i" -> "i4";
      case "I" -> "u4";
      case "l", "q", "p" -> "i8";
      case "L", "Q", "P" -> "u8";
      case "e" -> "f2";
      case "f" -> "f4";
      case "d" -> "f8";
      case "c" -> "S1";
      case "S", "a" -> "S0";
      case "U" -> "U0";
      default -> "";
    };
  }

  private static String ofName(String name) {
    return switch (name) {
      case "bool", "bool_", "bool8" -> "b1";
      case "int8", "byte" -> "i1";
      case "uint8", "ubyte" -> "u1";
      case "int16", "short" -> "i2";
      case "uint16", "ushort" -> "u2";
      case "int32", "intc" -> "i4";
      case "uint32", "uintc" -> "u4";
      case "int64", "int", "int_", "int0", "intp", "long", "longlong" -> "i8";
      case "uint64", "uint", "uint0", "uintp", "ulong", "ulonglong" -> "u8";
      case "float16", "half" -> "f2";
      case "float32", "single" -> "f4";
      case "float64", "double", "float", "float_" -> "f8";
      case "bytes", "bytes_", "bytes0", "string_" -> "S0";
      case "str", "str_", "str0", "unicode", "unicode_" -> "U0";
      default -> "";
    };
  }
}
