package io.infer4j.tflite.schema;

import io.infer4j.DType;
import io.infer4j.InvalidInputException;
import io.infer4j.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the values of inputs that an operator takes as they are for sizes, places and divisors:
 * some of the runtime's kernels believe them and write outside of their memory, or divide the least
 * integer by -1. Values that were computed on the way to an operator are known to the runtime
 * alone.
 */
public final class ValueCheck {
  private static final Set<Integer> CHECKED =
      Operators.codes(
          "FILL BROADCAST_TO TILE RESHAPE RESIZE_BILINEAR RESIZE_NEAREST_NEIGHBOR TRANSPOSE_CONV"
              + " SPARSE_TO_DENSE SCATTER_ND TOPK_V2 ONE_HOT NON_MAX_SUPPRESSION_V4"
              + " NON_MAX_SUPPRESSION_V5 SLICE MIRROR_PAD PAD PADV2 SPACE_TO_BATCH_ND"
              + " BATCH_TO_SPACE_ND RANGE DIV FLOOR_DIV FLOOR_MOD UNSORTED_SEGMENT_SUM"
              + " UNSORTED_SEGMENT_PROD UNSORTED_SEGMENT_MAX UNSORTED_SEGMENT_MIN RANDOM_UNIFORM"
              + " RANDOM_STANDARD_NORMAL MULTINOMIAL");

  /** No tensor of ours holds more bytes. */
  private static final long MOST_BYTES = Integer.MAX_VALUE;

  /** Constants that are sizes and places are small. */
  private static final int MOST_CONSTANT_BYTES = 4096;

  private final Node node;
  private final Operand[] operands;
  private final long most;

  /** Of MIRROR_PAD: the edge itself is not repeated. */
  private final boolean reflects;

  private ValueCheck(Node node, Operand[] operands, long most, boolean reflects) {
    this.node = node;
    this.operands = operands;
    this.most = most;
    this.reflects = reflects;
  }

  /** What there is to look at in a subgraph: nothing, in most. */
  public static List<ValueCheck> of(FlatTable model, FlatTable subgraph, List<Node> nodes) {
    List<FlatTable> tensors = subgraph.tables(0);
    List<FlatTable> options = subgraph.tables(3);
    List<FlatTable> buffers = model.tables(4);
    boolean[] given = new boolean[tensors.size()];
    for (int input : subgraph.integers(1)) {
      if (input >= 0 && input < given.length) {
        given[input] = true;
      }
    }
    List<ValueCheck> checks = new ArrayList<>();
    for (Node node : nodes) {
      if (CHECKED.contains(node.operator) && takes(node, given) && node.outputs.length > 0) {
        Operand[] operands = new Operand[node.inputs.length];
        for (int i = 0; i < operands.length; i++) {
          operands[i] = operand(node.inputs[i], given, tensors, buffers);
        }
        FlatTable said = options.get(node.index).table(4);
        DType made = node.outputs[0] < 0 ? null : Types.of(tensors.get(node.outputs[0]).octet(1));
        long width = made == null ? 1 : Math.max(1, made.byteSize());
        boolean reflects = said == null || said.octet(0) == 0;
        checks.add(new ValueCheck(node, operands, MOST_BYTES / width, reflects));
      }
    }
    return checks;
  }

  private static boolean takes(Node node, boolean[] given) {
    for (int place : node.inputs) {
      if (place >= 0 && given[place]) {
        return true;
      }
    }
    return false;
  }

  private static Operand operand(
      int place, boolean[] given, List<FlatTable> tensors, List<FlatTable> buffers) {
    if (place < 0 || given[place]) {
      return place < 0 ? Operand.unknown() : Operand.input(place);
    }
    FlatTable tensor = tensors.get(place);
    int buffer = tensor.integer(2, 0);
    DType dtype = Types.of(tensor.octet(1));
    if (buffer <= 0 || buffer >= buffers.size() || dtype == null || dtype == DType.STRING) {
      return Operand.unknown();
    }
    ByteBuffer data = buffers.get(buffer).bytes(0);
    if (data.remaining() == 0 || data.remaining() > MOST_CONSTANT_BYTES) {
      return Operand.unknown();
    }
    Tensor copy = Tensor.allocate(dtype, data.remaining() / dtype.byteSize());
    ByteBuffer bytes = copy.asBytes();
    for (int i = 0; i < bytes.capacity(); i++) {
      bytes.put(i, data.get(i));
    }
    return Operand.constant(copy, dims(tensor));
  }

  private static long[] dims(FlatTable tensor) {
    int[] sizes = tensor.integers(0);
    long[] dims = new long[sizes.length];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = sizes[i];
    }
    return dims;
  }

  /** The same for these inputs of the graph: what is read is what they are at that time. */
  public ValueCheck of(List<Port> ports, Tensor[] inputs) {
    Operand[] given = new Operand[operands.length];
    for (int i = 0; i < given.length; i++) {
      given[i] = operands[i].given(ports, inputs);
    }
    return new ValueCheck(node, given, most, reflects);
  }

  /**
   * Looks at the values that a run is about to take.
   *
   * @throws InvalidInputException if the runtime would not survive one
   */
  public void check() {
    switch (Operators.name(node.operator)) {
      case "FILL" -> sizes(0, 0, 1);
      case "BROADCAST_TO" -> sizes(1, 0, 1);
      case "RESHAPE" -> sizes(1, -1, 1);
      case "TILE" -> sizes(1, 0, operands[0].elements());
      case "RESIZE_BILINEAR", "RESIZE_NEAREST_NEIGHBOR" ->
          sizes(1, 1, operands[0].dim(0) * operands[0].dim(3));
      case "TRANSPOSE_CONV" -> sizes(0, 1, 1);
      case "SCATTER_ND" -> sizes(2, 1, 1);
      case "SPARSE_TO_DENSE" -> {
        sizes(1, 1, 1);
        indices();
      }
      case "RANDOM_UNIFORM", "RANDOM_STANDARD_NORMAL" -> sizes(0, 1, 1);
      case "MULTINOMIAL" -> sizes(1, 0, operands[0].dim(0));
      case "UNSORTED_SEGMENT_SUM",
          "UNSORTED_SEGMENT_PROD",
          "UNSORTED_SEGMENT_MAX",
          "UNSORTED_SEGMENT_MIN" ->
          sizes(2, 1, operands[0].elements() / Math.max(1, operands[1].elements()));
      case "TOPK_V2" -> between(1, 1, operands[0].lastDim());
      case "ONE_HOT" -> sizes(1, 0, operands[0].elements());
      case "NON_MAX_SUPPRESSION_V4", "NON_MAX_SUPPRESSION_V5" -> between(2, 0, most);
      case "SLICE" -> slice();
      case "MIRROR_PAD" -> mirrorPad();
      case "PAD", "PADV2" -> between(1, 0, most);
      case "SPACE_TO_BATCH_ND", "BATCH_TO_SPACE_ND" -> {
        between(1, 1, most);
        between(2, 0, most);
      }
      case "RANGE" -> range();
      default -> divisors();
    }
  }

  private void sizes(int index, long least, long factor) {
    Operand operand = operand(index);
    double product = Math.max(1, factor);
    for (int i = 0; operand != null && i < operand.count(); i++) {
      long size = operand.whole(i);
      if (size < least) {
        throw refused(operand, "sizes of at least " + least, size);
      }
      product *= Math.abs((double) size);
      if (product > most) {
        throw refused(operand, "sizes that make no more than " + most + " elements", size);
      }
    }
  }

  private void between(int index, long least, long greatest) {
    Operand operand = operand(index);
    for (int i = 0; operand != null && i < operand.count(); i++) {
      long value = operand.whole(i);
      if (value < least || value > greatest) {
        throw refused(operand, "values from " + least + " to " + greatest, value);
      }
    }
  }

  private void indices() {
    Operand indices = operand(0);
    Operand shape = operand(1);
    long rank = shape == null ? 1 : Math.max(1, shape.count());
    for (int i = 0; indices != null && i < indices.count(); i++) {
      long index = indices.whole(i);
      long end = shape == null ? most : shape.whole((int) (i % rank));
      if (index < 0 || index >= end) {
        throw refused(indices, "indices from 0 to " + (end - 1), index);
      }
    }
  }

  private void slice() {
    between(1, 0, most);
    between(2, -1, most);
    Operand begin = operand(1);
    Operand size = operand(2);
    for (int i = 0; begin != null && i < begin.count(); i++) {
      long dim = operands[0].dim(i);
      long length = size == null || i >= size.count() ? 0 : Math.max(0, size.whole(i));
      if (dim >= 0 && begin.whole(i) + length > dim) {
        throw refused(
            begin.isGiven() || size == null ? begin : size,
            "a part of axis " + i + ", whose size is " + dim,
            begin.whole(i) + length);
      }
    }
  }

  private void mirrorPad() {
    Operand paddings = operand(1);
    for (int i = 0; paddings != null && i < paddings.count(); i++) {
      long dim = operands[0].dim(i / 2);
      long greatest = dim < 0 ? most : reflects ? dim - 1 : dim;
      long padding = paddings.whole(i);
      if (padding < 0 || padding > greatest) {
        throw refused(paddings, "paddings from 0 to " + greatest, padding);
      }
    }
  }

  private void range() {
    Operand start = operand(0);
    Operand limit = operand(1);
    Operand step = operand(2);
    if (start == null || limit == null || step == null || start.count() != 1) {
      return;
    }
    double elements = Math.ceil((limit.real(0) - start.real(0)) / step.real(0));
    if (!(elements <= most)) {
      throw new InvalidInputException(
          first(limit, start, step).name(),
          "a start, a limit and a step of RANGE that make no more than " + most + " elements",
          start.text(0) + ", " + limit.text(0) + " and " + step.text(0));
    }
  }

  private static Operand first(Operand... operands) {
    for (Operand operand : operands) {
      if (operand.isGiven()) {
        return operand;
      }
    }
    return operands[0];
  }

  /** The quotient of the least integer and -1 is none, and the processor says so. */
  private void divisors() {
    Operand dividend = operand(0);
    Operand divisor = operand(1);
    if (dividend == null || divisor == null || !dividend.isInteger() || !divisor.isInteger()) {
      return;
    }
    boolean pairs = dividend.count() == divisor.count();
    for (int i = 0; i < divisor.count(); i++) {
      if (divisor.whole(i) == -1) {
        int end = pairs ? i + 1 : dividend.count();
        for (int k = pairs ? i : 0; k < end; k++) {
          if (dividend.whole(k) == dividend.least()) {
            throw refused(
                first(dividend, divisor),
                "no least integer to be divided by -1",
                dividend.whole(k));
          }
        }
        if (!pairs) {
          return;
        }
      }
    }
  }

  /** One whose values are known; null for others. */
  private @Nullable Operand operand(int index) {
    return index < operands.length && operands[index].isKnown() ? operands[index] : null;
  }

  private InvalidInputException refused(Operand operand, String expected, long actual) {
    Operand named = operand.isGiven() ? operand : first(operands);
    return new InvalidInputException(named.name(), expected + " for " + node, "" + actual);
  }
}
