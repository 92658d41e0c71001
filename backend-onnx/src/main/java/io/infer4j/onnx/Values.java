package io.infer4j.onnx;

import java.util.Locale;

/** The values of engine options, out of text. */
final class Values {
  private Values() {}

  static int integer(String key, String value) {
    try {
      int number = Integer.parseInt(value);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw expected(key, "an integer, 0 or more", value);
  }

  static boolean bool(String key, String value) {
    return choice(key, value, "true", "false").equals("true");
  }

  static String choice(String key, String value, String... choices) {
    for (String choice : choices) {
      if (choice.equals(value.toLowerCase(Locale.ROOT))) {
        return choice;
      }
    }
    throw expected(key, "one of " + String.join(", ", choices), value);
  }

  static IllegalArgumentException expected(String key, String expected, String value) {
    return new IllegalArgumentException(
        "option onnxruntime." + key + ": expected " + expected + ", got '" + value + "'");
  }
}
