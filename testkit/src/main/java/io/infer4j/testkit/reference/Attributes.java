package io.infer4j.testkit.reference;

import io.infer4j.DType;
import java.util.Arrays;
import java.util.Map;

/** The {@code key=value} words of a statement. */
record Attributes(Map<String, String> values) {
  boolean has(String key) {
    return values.containsKey(key);
  }

  String text(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("it needs " + key + "=...");
    }
    return value;
  }

  int integer(String key) {
    return Integer.parseInt(text(key));
  }

  int integer(String key, int otherwise) {
    return has(key) ? integer(key) : otherwise;
  }

  int[] integers(String key) {
    return Arrays.stream(text(key).split(",", -1)).mapToInt(Integer::parseInt).toArray();
  }

  float[] floats(String key) {
    String[] parts = text(key).split(",", -1);
    float[] result = new float[parts.length];
    for (int i = 0; i < parts.length; i++) {
      result[i] = Float.parseFloat(parts[i]);
    }
    return result;
  }

  boolean flag(String key) {
    return has(key) && Boolean.parseBoolean(text(key));
  }

  DType dtype(String key) {
    return DType.parse(text(key));
  }
}
