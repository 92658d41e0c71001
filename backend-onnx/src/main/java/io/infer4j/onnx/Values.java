package io.infer4j.onnx;

import io.infer4j.LoadOptions;
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

  /** As many as {@link LoadOptions#withThreads} takes. */
  static int threads(String key, String value) {
    int count = integer(key, value);
    try {
      return LoadOptions.defaults().withThreads(count).threads();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("option onnxruntime." + key + ": " + e.getMessage(), e);
    }
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
