package io.infer4j.tflite.writer;

import io.infer4j.DType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operator of a graph.
 *
 * @param builtin its code in the schema
 * @param custom the name of a custom operator, else null
 * @param inputs null where an optional input is left out
 * @param optionsType which of the schema's options {@code options} are; 0 for none
 */
record Op(
    int builtin,
    @Nullable String custom,
    List<@Nullable Value> inputs,
    List<Value> outputs,
    byte optionsType,
    @Nullable Object options) {

  Value input(int index) {
    Value value = inputs.get(index);
    if (value == null) {
      throw new IllegalArgumentException("input " + index + " is left out");
    }
    return value;
  }

  boolean takes(int index, DType dtype) {
    return input(index).dtype() == dtype;
  }
}
