package io.infer4j.tflite.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tensors without elements the runtime survives. Most of its kernels were written for
 * dimensions of 1 or more: some divide by a dimension of 0, some read the first element of none,
 * and where a window is greater than an image, some count with the negative size that is left.
 */
public final class EmptyTensors {
  /** Tried with dimensions of 0 in any place, broadcast and not, on the kernels that run here. */
  private static final Set<Integer> SURVIVING =
      Operators.codes(
          "ADD SUB MUL DIV MAXIMUM MINIMUM POW SQUARED_DIFFERENCE EQUAL NOT_EQUAL LESS LESS_EQUAL"
              + " GREATER GREATER_EQUAL LOGICAL_AND LOGICAL_OR LOGICAL_NOT SELECT SELECT_V2 RELU"
              + " RELU6 LOGISTIC TANH EXP LOG SQRT RSQRT SQUARE ABS NEG SIN COS FLOOR CEIL ROUND"
              + " ELU GELU HARD_SWISH LEAKY_RELU ZEROS_LIKE CAST QUANTIZE DEQUANTIZE SUM MEAN"
              + " REDUCE_MAX REDUCE_MIN REDUCE_PROD REDUCE_ANY RESHAPE EXPAND_DIMS SQUEEZE SHAPE"
              + " RANK CONCATENATION PACK SPLIT STRIDED_SLICE TILE PAD PADV2 FILL GATHER GATHER_ND"
              + " WHERE ONE_HOT CUMSUM REVERSE_V2");

  private EmptyTensors() {}

  /**
   * Why a run over tensors of these shapes could end the process.
   *
   * @param nodes the operators that run
   * @param dims the shapes of the tensors of the subgraph, by place; null where it has none yet
   * @param list whether a tensor is a constant list of integers, axes for instance, of which there
   *     may be none
   * @param unknown whether an input is empty and tensors get their shapes only in the run
   * @return null if it could not
   */
  public static @Nullable String refusal(
      List<Node> nodes, int[][] dims, boolean[] list, boolean unknown) {
    for (Node node : nodes) {
      if (unknown && !SURVIVING.contains(node.operator)) {
        return "an input is empty, so an input of "
            + node
            + " could be, whose shape is known only in a run; the runtime may not survive that";
      }
      for (int[] places : Arrays.asList(node.inputs, node.outputs)) {
        for (int place : places) {
          int least = place < 0 ? 1 : least(dims[place]);
          if (least < 0 || (least == 0 && !list[place] && !SURVIVING.contains(node.operator))) {
            return (places == node.outputs ? "a result of " : "an input of ")
                + node
                + " would be of shape "
                + Arrays.toString(dims[place])
                + ", and the runtime does not survive that; the inputs are too small or empty";
          }
        }
      }
    }
    return null;
  }

  /** The least of these and 1. */
  public static int least(int[] dims) {
    int least = 1;
    for (int dim : dims) {
      least = Math.min(least, dim);
    }
    return least;
  }
}
