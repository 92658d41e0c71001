package io.infer4j.tflite.desktop;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** C's {@code printf}, as far as error messages go: numbers are not padded or rounded. */
final class Printf {
  private static final Pattern CONVERSION =
      Pattern.compile("%[-+ #0]*(\\*|\\d*)(?:\\.(\\*|\\d*))?(hh|h|ll|l|z|j|t|L)?([a-zA-Z%])");

  private Printf() {}

  static String format(String format, VaList arguments) {
    StringBuilder text = new StringBuilder();
    Matcher conversion = CONVERSION.matcher(format);
    int done = 0;
    while (conversion.find()) {
      text.append(format, done, conversion.start());
      done = conversion.end();
      if ("*".equals(conversion.group(1))) {
        arguments.nextLong();
      }
      int precision = precision(conversion.group(2), arguments);
      String size = conversion.group(3);
      boolean wide = size != null && !size.startsWith("h");
      switch (conversion.group(4)) {
        case "%" -> text.append('%');
        case "d", "i" -> {
          long value = arguments.nextLong();
          text.append(wide ? value : (int) value);
        }
        case "u" -> {
          long value = arguments.nextLong();
          text.append(Long.toUnsignedString(wide ? value : value & 0xffffffffL));
        }
        case "x", "X" -> {
          long value = arguments.nextLong();
          text.append(Long.toHexString(wide ? value : value & 0xffffffffL));
        }
        case "c" -> text.append((char) arguments.nextLong());
        case "p" -> text.append("0x").append(Long.toHexString(arguments.nextLong()));
        case "s" -> {
          long address = arguments.nextLong();
          text.append(address == 0 ? "(null)" : string(address, precision));
        }
        case "e", "f", "g", "E", "F", "G" -> text.append(arguments.nextDouble());
        default -> text.append(conversion.group());
      }
    }
    return text.append(format, done, format.length()).toString();
  }

  /** How many bytes of a string count, -1 for all up to its NUL. */
  private static int precision(@Nullable String said, VaList arguments) {
    if (said == null) {
      return -1;
    }
    if (said.equals("*")) {
      return (int) arguments.nextLong();
    }
    return said.isEmpty() ? 0 : Integer.parseInt(said);
  }

  private static String string(long address, int precision) {
    BytePointer bytes = Memory.at(address);
    if (precision < 0) {
      return bytes.getString(StandardCharsets.UTF_8);
    }
    byte[] copy = new byte[precision];
    int length = 0;
    while (length < precision && bytes.get(length) != 0) {
      copy[length] = bytes.get(length);
      length++;
    }
    return new String(copy, 0, length, StandardCharsets.UTF_8);
  }
}
