package io.infer4j.tflite;

import io.infer4j.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.lite.Interpreter;
import org.tensorflow.lite.Tensor;

/** An interpreter of the Android API. It copies inputs itself, at the beginning of a run. */
final class AndroidSession implements Session {
  private final AndroidModel.Opened opened;
  private final Interpreter interpreter;
  private final Graph graph;
  private final Object[] inputs;

  /** The same, by name, for a signature of a subgraph that is not the first. */
  private final Map<String, Object> namedInputs = new HashMap<>();

  private List<Shape> shapes = Collections.emptyList();

  AndroidSession(AndroidModel.Opened opened, Graph graph) {
    this.opened = opened;
    this.interpreter = opened.interpreter;
    this.graph = graph;
    this.inputs = new Object[graph.inputs.size()];
  }

  @Override
  public void resize(List<Shape> wanted) {
    shapes = Collections.emptyList();
    try {
      for (Port input : graph.inputs) {
        if (!input.spec.shape().isStatic()) {
          resize(input, wanted.get(graph.inputs.indexOf(input)));
        }
      }
      interpreter.allocateTensors();
    } catch (RuntimeException e) {
      throw Messages.resize(wanted, String.valueOf(e.getMessage()));
    }
    shapes = wanted;
  }

  private void resize(Port input, Shape shape) {
    if (graph.subgraph != 0) {
      throw new IllegalArgumentException(
          "the Android API cannot resize inputs of a signature that is not the first subgraph's");
    }
    int[] dims = new int[shape.rank()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = (int) shape.dim(i);
    }
    interpreter.resizeInput(input.position, dims, true);
  }

  @Override
  public List<Shape> shapes() {
    return shapes;
  }

  /** The API does not tell which tensors get their shape in a run, so the file's word is taken. */
  @Override
  public boolean isSettled() {
    for (Port output : graph.outputs) {
      if (!output.spec.shape().isStatic()) {
        return false;
      }
    }
    return true;
  }

  private Tensor output(int index) {
    Port output = graph.outputs.get(index);
    return graph.subgraph == 0
        ? interpreter.getOutputTensor(output.position)
        : interpreter.getOutputTensorFromSignature(output.spec.name(), graph.signature);
  }

  @Override
  public Shape outputShape(int index) {
    int[] sizes = output(index).shape();
    long[] dims = new long[sizes.length];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = sizes[i];
    }
    return Shape.of(dims);
  }

  @Override
  public void write(int index, ByteBuffer data) {
    Port input = graph.inputs.get(index);
    if (graph.subgraph == 0) {
      inputs[input.position] = data;
    } else {
      namedInputs.put(input.spec.name(), data);
    }
  }

  @Override
  public void run() {
    try {
      interpreter.setCancelled(false);
      if (graph.subgraph == 0) {
        interpreter.runForMultipleInputsOutputs(inputs, new HashMap<Integer, Object>());
      } else {
        interpreter.runSignature(namedInputs, new HashMap<String, Object>(), graph.signature);
      }
    } catch (RuntimeException e) {
      throw Messages.run(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void read(int index, ByteBuffer target) {
    Copies.copy(output(index).asReadOnlyBuffer().order(ByteOrder.nativeOrder()), target);
  }

  /** Refused when the model was opened. */
  @Override
  public void writeStrings(int index, List<String> strings) {
    throw new UnsupportedOperationException("strings on Android");
  }

  /** Refused when the model was opened. */
  @Override
  public void readStrings(int index, List<String> target) {
    throw new UnsupportedOperationException("strings on Android");
  }

  @Override
  public void cancel() {
    interpreter.setCancelled(true);
  }

  @Override
  public void reset() {
    interpreter.resetVariableTensors();
  }

  @Override
  public List<String> placement() {
    return opened.placement;
  }

  @Override
  public void close() {
    opened.close();
  }
}
