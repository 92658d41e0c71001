package io.infer4j.onnx.file;

import io.infer4j.DType;
import io.infer4j.InvalidInputException;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The diagonal of a Trilu, where an input of the graph says which: ONNX Runtime adds it to the
 * numbers of rows and columns without a look, and writes beyond its memory where that overflows.
 */
public final class Diagonal {
  private final String name;
  private final ByteBuffer number;

  private Diagonal(String name, ByteBuffer number) {
    this.name = name;
    this.number = number;
  }

  /** The name of the value that says which, null for other nodes. */
  public static @Nullable String of(String operator, List<String> operands) {
    return operator.equals("Trilu") && operands.size() == 2 ? operands.get(1) : null;
  }

  /** Those that one of these inputs says. */
  public static Diagonal[] of(
      FileFacts file, List<TensorSpec> specs, List<@Nullable Tensor> inputs) {
    List<Diagonal> all = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      String name = specs.get(i).name();
      Tensor tensor = inputs.get(i);
      if (tensor != null
          && tensor.dtype() == DType.INT64
          && tensor.elements() > 0
          && file.diagonals().contains(name)) {
        all.add(new Diagonal(name, tensor.asBytes()));
      }
    }
    return all.toArray(new Diagonal[0]);
  }

  /**
   * Looks at the value that a run is about to take.
   *
   * @throws InvalidInputException if it is not an int, which is more than any matrix has diagonals
   */
  public void check() {
    long value = number.getLong(0);
    if (value != (int) value) {
      throw new InvalidInputException(
          name,
          "the number of a diagonal for Trilu, from "
              + Integer.MIN_VALUE
              + " to "
              + Integer.MAX_VALUE,
          Long.toString(value));
    }
  }
}
