package io.infer4j.tflite.schema;

import io.infer4j.ModelLoadException;
import java.util.List;

/**
 * What files may hold that ends the process, at load or in a run, though the runtime takes it:
 * TensorFlow Lite 2.20 and 2.16 look at the dtype of an operator's first input, and believe that
 * the others are as they should be.
 */
final class Refusals {
  private static final int BLOCKWISE = 2;

  private static final int LSTM = 16;
  private static final int RNN = 24;
  private static final int SVDF = 27;
  private static final int SEQUENCE_RNN = 35;
  private static final int SEQUENCE_LSTM = 44;
  private static final int TWO_WAY_RNN = 46;
  private static final int TWO_WAY_LSTM = 52;

  private static final int FLOAT32 = 0;
  private static final int INT32 = 2;
  private static final int INT16 = 7;
  private static final int INT8 = 9;

  private final String name;
  private final FlatTable model;

  private Refusals(String name, FlatTable model) {
    this.name = name;
    this.model = model;
  }

  /**
   * Looks for them.
   *
   * @param name the model's, for messages
   * @throws ModelLoadException if there is one
   * @throws IndexOutOfBoundsException if the file is damaged
   */
  static void check(String name, FlatTable model) {
    Refusals refusals = new Refusals(name, model);
    for (FlatTable subgraph : model.tables(2)) {
      List<FlatTable> tensors = subgraph.tables(0);
      refusals.checkTensors(tensors);
      refusals.checkInputs(subgraph.integers(1), tensors);
      for (Node node : Node.of(model, subgraph)) {
        refusals.checkTypes(node, tensors);
      }
    }
  }

  private void checkTensors(List<FlatTable> tensors) {
    for (FlatTable tensor : tensors) {
      FlatTable quantization = tensor.table(4);
      if (quantization != null && quantization.octet(4) == BLOCKWISE) {
        throw refused(
            "tensor '"
                + tensor.string(3)
                + "' is quantised block by block, and freeing that ends the process; export it with"
                + " a scale for the tensor or for each channel");
      }
    }
  }

  /** The runtime would write what a caller gives to the file's memory. */
  private void checkInputs(int[] inputs, List<FlatTable> tensors) {
    List<FlatTable> buffers = model.tables(4);
    for (int input : inputs) {
      int buffer = input < 0 || input >= tensors.size() ? 0 : tensors.get(input).integer(2, 0);
      if (buffer > 0 && buffer < buffers.size() && hasData(buffers.get(buffer))) {
        throw refused(
            "input '"
                + tensors.get(input).string(3)
                + "' is a constant that has data in the file, so it can take no other; export it as"
                + " an input without data, or leave it out of the inputs");
      }
    }
  }

  /** Its own, or after the flatbuffer, as in files of more than 2 GB. */
  private static boolean hasData(FlatTable buffer) {
    return buffer.bytes(0).hasRemaining() || buffer.wide(2) > 0;
  }

  private void checkTypes(Node node, List<FlatTable> tensors) {
    switch (node.operator) {
      case SVDF -> {
        if (type(node, 0, tensors) == INT8) {
          // The state and the weights over time are read and written as 16 bits wide.
          require(node, tensors, INT8, 1);
          require(node, tensors, INT16, 2, 4);
          require(node, tensors, INT32, 3);
        } else {
          requireFloats(node, tensors, 3, 4);
        }
      }
      case RNN, SEQUENCE_RNN -> requireFloats(node, tensors, 3, 4);
      case LSTM, SEQUENCE_LSTM ->
          requireFloats(node, tensors, 12, 13, 14, 15, 17, 18, 19, 20, 21, 22, 23);
      case TWO_WAY_RNN -> requireFloats(node, tensors, 3, 4, 7, 8);
      case TWO_WAY_LSTM ->
          requireFloats(node, tensors, 12, 13, 14, 15, 17, 29, 30, 31, 32, 34, 35, 36, 37, 38);
      default -> {}
    }
  }

  /** Of an operator over floats, whatever its weights are. */
  private void requireFloats(Node node, List<FlatTable> tensors, int... operands) {
    if (type(node, 0, tensors) == FLOAT32) {
      require(node, tensors, FLOAT32, operands);
    }
  }

  private void require(Node node, List<FlatTable> tensors, int wanted, int... operands) {
    for (int operand : operands) {
      int type = type(node, operand, tensors);
      if (type >= 0 && type != wanted) {
        throw refused(
            node
                + " over "
                + Types.name(type(node, 0, tensors))
                + " needs '"
                + tensors.get(node.inputs[operand]).string(3)
                + "' to be "
                + Types.name(wanted)
                + ", and it is "
                + Types.name(type)
                + ": the runtime would read and write memory that is not its own");
      }
    }
  }

  /** -1 where it is left out. */
  private static int type(Node node, int operand, List<FlatTable> tensors) {
    int place = operand < node.inputs.length ? node.inputs[operand] : -1;
    return place < 0 ? -1 : tensors.get(place).octet(1);
  }

  private ModelLoadException refused(String why) {
    return new ModelLoadException(name + " is refused, as TensorFlow Lite cannot run it: " + why);
  }
}
