package io.infer4j.tflite.android;

import io.infer4j.RunFailedException;
import io.infer4j.Shape;
import io.infer4j.tflite.runtime.Copies;
import io.infer4j.tflite.runtime.Messages;
import io.infer4j.tflite.runtime.Session;
import io.infer4j.tflite.schema.Graph;
import io.infer4j.tflite.schema.Port;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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

  /** Fetched once: the API makes a new one, which it never frees, for each that is asked for. */
  private final @Nullable Tensor[] outputs;

  private List<Shape> shapes = Collections.emptyList();

  AndroidSession(AndroidModel.Opened opened, Graph graph) {
    this.opened = opened;
    this.interpreter = opened.interpreter;
    this.graph = graph;
    this.inputs = new Object[graph.inputs.size()];
    this.outputs = new Tensor[graph.outputs.size()];
  }

  @Override
  public @Nullable String resize(List<Shape> wanted) {
    shapes = Collections.emptyList();
    try {
      for (int i = 0; i < inputs.length; i++) {
        Shape shape = wanted.get(i);
        if (shape.elements() == 0) {
          return "the Android API takes no empty tensors";
        }
        if (!graph.inputs.get(i).spec.shape().isStatic()) {
          if (graph.subgraph != 0) {
            return "the Android API resizes inputs of the first subgraph only, and signature '"
                + graph.signature
                + "' has another";
          }
          interpreter.resizeInput(graph.inputs.get(i).position, dims(shape), !graph.takesAnyBatch);
        }
      }
      interpreter.allocateTensors();
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage());
    }
    shapes = wanted;
    return null;
  }

  /** The API does not tell of tensors between inputs and outputs; what it refuses counts. */
  @Override
  public @Nullable String check(List<Shape> wanted) {
    return resize(wanted);
  }

  private static int[] dims(Shape shape) {
    int[] dims = new int[shape.rank()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = (int) shape.dim(i);
    }
    return dims;
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
    Tensor output = outputs[index];
    if (output == null) {
      Port port = graph.outputs.get(index);
      output =
          graph.subgraph == 0
              ? interpreter.getOutputTensor(port.position)
              : interpreter.getOutputTensorFromSignature(port.spec.name(), graph.signature);
      outputs[index] = output;
    }
    return output;
  }

  /**
   * The API remembers shapes from when memory was laid out, and does not look again after a run;
   * the number of bytes it does tell. Where that is another one, it gives the size of the one
   * dimension that the file leaves open.
   */
  @Override
  public Shape outputShape(int index) {
    Port port = graph.outputs.get(index);
    long width = Objects.requireNonNull(port.spec.dtype()).byteSize();
    long[] dims = remembered(index);
    long elements = output(index).numBytes() / width;
    if (Shape.of(dims).elements() == elements) {
      return Shape.of(dims);
    }
    long others = 1;
    int open = -1;
    for (int i = 0; i < dims.length; i++) {
      if (port.spec.shape().dim(i) == Shape.DYNAMIC && open < 0) {
        open = i;
      } else {
        others *= dims[i];
      }
    }
    if (open < 0 || others == 0 || elements % others != 0) {
      throw new RunFailedException(
          "the Android API does not tell the shape of output '"
              + port.spec.name()
              + "', which has "
              + elements
              + " elements after this run");
    }
    dims[open] = elements / others;
    return Shape.of(dims);
  }

  private long[] remembered(int index) {
    int[] sizes = output(index).shape();
    long[] dims = new long[sizes.length];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = sizes[i];
    }
    return dims;
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
      if (graph.subgraph == 0) {
        interpreter.runForMultipleInputsOutputs(inputs, Collections.emptyMap());
      } else {
        interpreter.runSignature(namedInputs, Collections.emptyMap(), graph.signature);
      }
    } catch (RuntimeException e) {
      throw Messages.run(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void read(int index, ByteBuffer target) {
    // Of an empty tensor the API gives no buffer.
    if (target.capacity() > 0 || output(index).numBytes() > 0) {
      Copies.copy(output(index).asReadOnlyBuffer().order(ByteOrder.nativeOrder()), target);
    }
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

  /** The API keeps it in mind until it is taken back. */
  @Override
  public void clearCancel() {
    interpreter.setCancelled(false);
  }

  @Override
  public boolean reset() {
    try {
      interpreter.resetVariableTensors();
      return true;
    } catch (RuntimeException e) {
      return false;
    }
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
