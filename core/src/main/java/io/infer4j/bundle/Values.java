package io.infer4j.bundle;

import io.infer4j.DType;
import io.infer4j.Layout;
import io.infer4j.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the values of properties stand for; each refuses others with file and line. */
final class Values {
  /** More classes or channels than any network has. */
  static final int MOST_PARTS = 1_000_000;

  /** More axes than any runtime takes. */
  private static final int MOST_AXES = 64;

  private static final int LONGEST_SHOWN = 200;

  private Values() {}

  /** The text, or its beginning where it is long. */
  static String shown(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }

  /** The parts between commas, without blanks around them; none is empty. */
  static String[] list(Property property) {
    return list(property, MOST_PARTS);
  }

  private static String[] list(Property property, int most) {
    int commas = 0;
    for (int i = 0; i < property.value.length(); i++) {
      commas += property.value.charAt(i) == ',' ? 1 : 0;
    }
    if (commas >= most) {
      throw property.error("at most " + most + " values", commas + 1 + "");
    }
    String[] parts = property.value.split(",", -1);
    for (int i = 0; i < parts.length; i++) {
      parts[i] = parts[i].trim();
      if (parts[i].isEmpty()) {
        throw property.error("values separated by commas");
      }
    }
    return parts;
  }

  static DType dtype(Property property) {
    try {
      return DType.parse(property.value);
    } catch (IllegalArgumentException e) {
      throw property.error("one of " + Arrays.toString(DType.values()));
    }
  }

  static Shape shape(Property property) {
    if (property.value.isEmpty()) {
      return Shape.of();
    }
    String[] parts = list(property, MOST_AXES);
    long[] dims = new long[parts.length];
    @Nullable String[] names = new String[parts.length];
    for (int i = 0; i < parts.length; i++) {
      char first = parts[i].charAt(0);
      if (parts[i].equals("?")) {
        dims[i] = Shape.DYNAMIC;
      } else if (first >= '0' && first <= '9') {
        dims[i] = size(property, parts[i]);
      } else if (Character.isLetter(first) || first == '_') {
        dims[i] = Shape.DYNAMIC;
        names[i] = parts[i];
      } else {
        throw property.error("sizes, names or ? separated by commas");
      }
    }
    return Shape.named(dims, names);
  }

  private static long size(Property property, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw property.error("a size, or a name that begins with a letter", "'" + text + "'");
    }
  }

  /** One capital letter an axis, none twice. */
  static Layout layout(Property property) {
    if (!property.value.isEmpty()) {
      try {
        return Layout.of(property.value);
      } catch (IllegalArgumentException e) {
        // Said with file and line.
      }
    }
    throw property.error("a layout of capital letters, none twice, such as NCHW or NTHWC");
  }

  static int integer(Property property, int least) {
    int value = integer(property, property.value);
    if (value < least) {
      throw property.error("a whole number, " + least + " or more");
    }
    return value;
  }

  static int[] integers(Property property) {
    String[] parts = list(property);
    int[] values = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      values[i] = integer(property, parts[i]);
    }
    return values;
  }

  private static int integer(Property property, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw property.error("a whole number", "'" + text + "'");
    }
  }

  /** A finite number. */
  static double number(Property property) {
    return number(property, property.value);
  }

  static double[] numbers(Property property) {
    String[] parts = list(property);
    double[] values = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      values[i] = number(property, parts[i]);
    }
    return values;
  }

  static double number(Property property, String text) {
    // parseDouble alone would take hexadecimal numbers and the suffixes f and d.
    if (text.matches("[-+0-9.eE]+")) {
      try {
        double value = Double.parseDouble(text);
        if (!Double.isInfinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw property.error("a finite number", "'" + text + "'");
      }
    }
    throw property.error("a finite number", "'" + text + "'");
  }
}
