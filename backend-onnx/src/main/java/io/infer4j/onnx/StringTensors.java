package io.infer4j.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.lang.reflect.Array;
import java.util.List;

/** Strings out of ONNX Runtime, which gives them as arrays nested as deep as the rank. */
final class StringTensors {
  private StringTensors() {}

  static void read(OnnxTensor tensor, List<String> target) throws OrtException {
    if (!target.isEmpty()) {
      flatten(tensor.getValue(), target, 0);
    }
  }

  private static int flatten(Object value, List<String> target, int from) {
    if (value instanceof String text) {
      target.set(from, text);
      return from + 1;
    }
    int at = from;
    for (int i = 0; i < Array.getLength(value); i++) {
      at = flatten(Array.get(value, i), target, at);
    }
    return at;
  }
}
