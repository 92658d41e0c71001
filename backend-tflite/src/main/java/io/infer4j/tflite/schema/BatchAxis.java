package io.infer4j.tflite.schema;

import io.infer4j.Quantization;
import io.infer4j.Shape;
import io.infer4j.TensorSpec;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a subgraph that was written for a batch of 1 computes each example of a greater one as it
 * computes the one. Each tensor that depends on an input has to be the examples' parts, one after
 * the other, along its first axis; an operator that is not known to keep it so ends the proof.
 */
final class BatchAxis {
  /** The schema's number. */
  private static final int INT32 = 2;

  /** Tensors that depend on an input. */
  private final Set<Integer> batched = new HashSet<>();

  private final FlatTable model;
  private final List<FlatTable> tensors;
  private final List<FlatTable> operators;
  private final int[] inputs;
  private final @Nullable String obstacle;

  BatchAxis(FlatTable model, FlatTable subgraph) {
    this.model = model;
    this.tensors = subgraph.tables(0);
    this.operators = subgraph.tables(3);
    this.inputs = subgraph.integers(1);
    this.obstacle = follow();
  }

  /** Why another batch cannot be taken; null if it can. */
  @Nullable String obstacle() {
    return obstacle;
  }

  /** Inputs or outputs with their first dimension left open, where that is the batch. */
  List<Port> open(List<Port> ports) {
    List<Port> opened = new ArrayList<>();
    for (Port port : ports) {
      opened.add(has(port.tensor) ? open(port) : port);
    }
    return opened;
  }

  private static Port open(Port port) {
    TensorSpec spec = port.spec;
    long[] dims = spec.shape().dims();
    dims[0] = Shape.DYNAMIC;
    TensorSpec open = TensorSpec.of(spec.name(), spec.dtype(), Shape.of(dims));
    Quantization quantization = spec.quantization();
    return new Port(
        quantization == null ? open : open.withQuantization(quantization),
        port.tensor,
        port.position);
  }

  private boolean has(int tensor) {
    return batched.contains(tensor);
  }

  private @Nullable String follow() {
    for (int input : inputs) {
      int[] dims = dims(input);
      if (dims.length == 0 || dims[0] != 1) {
        return "input '" + tensors.get(input).string(3) + "' has no first dimension of 1";
      }
      batched.add(input);
    }
    List<FlatTable> codes = model.tables(1);
    for (FlatTable each : operators) {
      int[] taken = each.integers(1);
      boolean depends = false;
      for (int tensor : taken) {
        depends |= has(tensor);
      }
      if (depends) {
        FlatTable code = codes.get(each.integer(0, 0));
        int operator = ModelFile.operator(code);
        BatchRule rule = BatchRule.of(operator);
        if (rule == null) {
          String custom = code.string(1);
          return (custom.isEmpty() ? Operators.name(operator) : custom)
              + " is not known to take each example for itself";
        }
        if (!rule.keeps(new Step(each))) {
          return Operators.name(operator)
              + " joins or reorders what is along the first axis, or fixes its size";
        }
        for (int tensor : each.integers(2)) {
          batched.add(tensor);
        }
      }
    }
    return null;
  }

  private int[] dims(int tensor) {
    return tensors.get(tensor).integers(0);
  }

  /** An operator with what it takes and gives. */
  final class Step {
    final int[] taken;
    final int[] given;
    private final @Nullable FlatTable options;

    private Step(FlatTable operator) {
      this.taken = operator.integers(1);
      this.given = operator.integers(2);
      this.options = operator.table(4);
    }

    int rank(int input) {
      return dims(taken[input]).length;
    }

    int[] inputDims(int input) {
      return dims(taken[input]);
    }

    int[] outputDims(int output) {
      return dims(given[output]);
    }

    boolean isBatched(int input) {
      return input < taken.length && has(taken[input]);
    }

    /** Whether inputs from that on do not depend on the model's. */
    boolean restIsFixed(int from) {
      for (int i = from; i < taken.length; i++) {
        if (isBatched(i)) {
          return false;
        }
      }
      return true;
    }

    int option(int field) {
      return options == null ? 0 : options.integer(field, 0);
    }

    boolean flag(int field) {
      return options != null && options.octet(field) != 0;
    }

    int[] options(int field) {
      return options == null ? new int[0] : options.integers(field);
    }

    /** The integers of a constant; null if it is none. */
    int @Nullable [] constant(int input) {
      if (input >= taken.length || taken[input] < 0) {
        return null;
      }
      FlatTable tensor = tensors.get(taken[input]);
      int buffer = tensor.integer(2, 0);
      List<FlatTable> buffers = model.tables(4);
      if (tensor.octet(1) != INT32 || buffer <= 0 || buffer >= buffers.size()) {
        return null;
      }
      IntBuffer data = buffers.get(buffer).bytes(0).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
      if (data.remaining() == 0) {
        return null;
      }
      int[] values = new int[data.remaining()];
      data.get(values);
      return values;
    }

    /** Whether an axis, which may be counted from the end, is within and not the first. */
    boolean isInner(int axis, int rank) {
      int from = axis < 0 ? axis + rank : axis;
      return from > 0 && from < rank;
    }
  }
}
