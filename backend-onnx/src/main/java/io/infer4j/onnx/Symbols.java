package io.infer4j.onnx;

import io.infer4j.Shape;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sizes that inputs give to symbolic dimensions. */
final class Symbols {
  private final Map<String, Long> sizes = new HashMap<>();

  /** Takes the sizes of what is given for what is declared. */
  void learn(Shape declared, Shape given) {
    for (int i = 0; declared.hasRank() && i < declared.rank(); i++) {
      String symbol = declared.name(i);
      if (symbol != null) {
        sizes.put(symbol, given.dim(i));
      }
    }
  }

  /** The shape with its symbols replaced, null if one of its dimensions remains unknown. */
  @Nullable Shape resolve(Shape declared) {
    if (!declared.hasRank()) {
      return null;
    }
    if (declared.isStatic()) {
      return declared;
    }
    long[] dims = declared.dims();
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] == Shape.DYNAMIC) {
        String symbol = declared.name(i);
        Long size = symbol == null ? null : sizes.get(symbol);
        if (size == null) {
          return null;
        }
        dims[i] = size;
      }
    }
    return Shape.of(dims);
  }
}
