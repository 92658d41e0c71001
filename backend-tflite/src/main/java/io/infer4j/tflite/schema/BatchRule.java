package io.infer4j.tflite.schema;

import io.infer4j.tflite.schema.BatchAxis.Step;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Operators that take the examples of a batch, the parts of a tensor along its first axis, each for
 * itself, and on what condition. Of some conditions the shapes for a batch of 1 are enough to tell.
 */
enum BatchRule {
  /** Element by element; what is fixed is the same for all examples. */
  ELEMENTWISE(
      "ADD DEQUANTIZE FLOOR LOGISTIC MUL RELU RELU_N1_TO_1 RELU6 TANH SUB DIV EXP "
          + "CAST PRELU MAXIMUM MINIMUM LESS NEG GREATER GREATER_EQUAL LESS_EQUAL SELECT "
          + "SIN EQUAL NOT_EQUAL LOG SQRT RSQRT POW FAKE_QUANT LOGICAL_OR LOGICAL_AND "
          + "LOGICAL_NOT FLOOR_DIV SQUARE ZEROS_LIKE FLOOR_MOD LEAKY_RELU "
          + "SQUARED_DIFFERENCE ABS CEIL ADD_N COS ELU QUANTIZE ROUND HARD_SWISH "
          + "SELECT_V2 GELU") {
    @Override
    boolean keeps(Step step) {
      int rank = step.outputDims(0).length;
      for (int i = 0; i < step.taken.length; i++) {
        int own = step.taken[i] < 0 ? 0 : step.rank(i);
        boolean fits =
            step.isBatched(i)
                ? own == rank
                : own < rank || (own == rank && step.inputDims(i)[0] == 1);
        if (!fits) {
          return false;
        }
      }
      return true;
    }
  },

  /** Windows over images, and what else takes the first of its inputs by example. */
  IMAGES(
      "AVERAGE_POOL_2D CONV_2D DEPTHWISE_CONV_2D DEPTH_TO_SPACE L2_POOL_2D "
          + "LOCAL_RESPONSE_NORMALIZATION MAX_POOL_2D RESIZE_BILINEAR SPACE_TO_DEPTH "
          + "RESIZE_NEAREST_NEIGHBOR") {
    @Override
    boolean keeps(Step step) {
      return step.restIsFixed(1) && step.rank(0) == 4;
    }
  },
  FULLY_CONNECTED("FULLY_CONNECTED") {
    @Override
    boolean keeps(Step step) {
      return step.isBatched(0) && step.restIsFixed(1) && (!step.flag(2) || step.rank(0) > 1);
    }
  },
  BATCH_MATMUL("BATCH_MATMUL") {
    @Override
    boolean keeps(Step step) {
      int rank = step.outputDims(0).length;
      for (int i = 0; i < 2; i++) {
        int own = step.rank(i);
        if (step.isBatched(i) ? own != rank : own == rank && step.inputDims(i)[0] != 1) {
          return false;
        }
      }
      return rank > 2;
    }
  },

  /** Along the last axis. */
  SOFTMAX("L2_NORMALIZATION SOFTMAX LOG_SOFTMAX") {
    @Override
    boolean keeps(Step step) {
      return step.rank(0) > 1;
    }
  },
  RESHAPE("RESHAPE") {
    @Override
    boolean keeps(Step step) {
      int[] shape = step.taken.length > 1 ? step.constant(1) : step.options(0);
      return shape != null && shape.length > 0 && shape[0] == -1;
    }
  },
  SQUEEZE("SQUEEZE") {
    @Override
    boolean keeps(Step step) {
      int[] axes = step.options(0);
      return axes.length > 0 && areInner(step, axes, step.rank(0));
    }
  },
  EXPAND_DIMS("EXPAND_DIMS") {
    @Override
    boolean keeps(Step step) {
      return axesAreInner(step, 1, step.outputDims(0).length);
    }
  },
  REDUCE("MEAN ARG_MAX SUM ARG_MIN REDUCE_PROD REDUCE_MAX REDUCE_MIN REDUCE_ANY") {
    @Override
    boolean keeps(Step step) {
      return axesAreInner(step, 1, step.rank(0));
    }
  },
  REVERSE("REVERSE_V2") {
    @Override
    boolean keeps(Step step) {
      return axesAreInner(step, 1, step.rank(0));
    }
  },
  CONCATENATION("CONCATENATION") {
    @Override
    boolean keeps(Step step) {
      return allAreBatched(step) && step.isInner(step.option(0), step.rank(0));
    }
  },
  PACK("PACK") {
    @Override
    boolean keeps(Step step) {
      return allAreBatched(step) && step.isInner(step.option(1), step.outputDims(0).length);
    }
  },
  UNPACK("UNPACK") {
    @Override
    boolean keeps(Step step) {
      return step.isInner(step.option(1), step.rank(0));
    }
  },
  SPLIT("SPLIT") {
    @Override
    boolean keeps(Step step) {
      return axesAreInner(step, 0, step.rank(1));
    }
  },
  SPLIT_V("SPLIT_V") {
    @Override
    boolean keeps(Step step) {
      return step.restIsFixed(1) && axesAreInner(step, 2, step.rank(0));
    }
  },
  TRANSPOSE("TRANSPOSE") {
    @Override
    boolean keeps(Step step) {
      int[] axes = step.constant(1);
      return axes != null && axes[0] == 0;
    }
  },
  STRIDED_SLICE("STRIDED_SLICE") {
    @Override
    boolean keeps(Step step) {
      int[] begin = step.constant(1);
      int[] strides = step.constant(3);
      boolean fromStart = (step.option(0) & 1) != 0 || (begin != null && begin[0] == 0);
      boolean toEnd = (step.option(1) & 1) != 0;
      boolean plain = step.option(2) == 0 && step.option(3) == 0 && (step.option(4) & 1) == 0;
      return fromStart && toEnd && plain && strides != null && strides[0] == 1;
    }
  },
  SLICE("SLICE") {
    @Override
    boolean keeps(Step step) {
      int[] begin = step.constant(1);
      int[] size = step.constant(2);
      return begin != null && size != null && begin[0] == 0 && size[0] == -1;
    }
  },
  PAD("PAD PADV2 MIRROR_PAD") {
    @Override
    boolean keeps(Step step) {
      int[] widths = step.constant(1);
      return step.restIsFixed(1)
          && widths != null
          && widths.length > 1
          && widths[0] == 0
          && widths[1] == 0;
    }
  },
  TILE("TILE") {
    @Override
    boolean keeps(Step step) {
      int[] times = step.constant(1);
      return times != null && times[0] == 1;
    }
  },

  /** Of a table that is the same for all, or along another axis. */
  GATHER("GATHER") {
    @Override
    boolean keeps(Step step) {
      if (step.option(1) != 0) {
        return false;
      }
      return step.isBatched(1)
          ? !step.isBatched(0) && step.option(0) == 0
          : step.isInner(step.option(0), step.rank(0));
    }
  },
  EMBEDDING_LOOKUP("EMBEDDING_LOOKUP") {
    @Override
    boolean keeps(Step step) {
      return !step.isBatched(1);
    }
  };

  /** Their codes in the schema. */
  @SuppressWarnings("ImmutableEnumChecker") // Written here alone.
  private final Set<Integer> operators;

  BatchRule(String operators) {
    this.operators = Operators.codes(operators);
  }

  /** Whether the results are the examples' parts along the first axis if the inputs are. */
  abstract boolean keeps(Step step);

  /** The rule for an operator, by its code in the schema; null if there is none. */
  static @Nullable BatchRule of(int operator) {
    for (BatchRule rule : values()) {
      if (rule.operators.contains(operator)) {
        return rule;
      }
    }
    return null;
  }

  private static boolean allAreBatched(Step step) {
    for (int i = 0; i < step.taken.length; i++) {
      if (!step.isBatched(i) || step.rank(i) != step.rank(0)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the axes are constant and none is the first. */
  private static boolean axesAreInner(Step step, int input, int rank) {
    int[] axes = step.constant(input);
    return axes != null && areInner(step, axes, rank);
  }

  private static boolean areInner(Step step, int[] axes, int rank) {
    for (int axis : axes) {
      if (!step.isInner(axis, rank)) {
        return false;
      }
    }
    return true;
  }
}
