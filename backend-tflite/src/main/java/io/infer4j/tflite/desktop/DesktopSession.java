package io.infer4j.tflite.desktop;

import io.infer4j.RunFailedException;
import io.infer4j.Shape;
import io.infer4j.TensorSpec;
import io.infer4j.tflite.runtime.Copies;
import io.infer4j.tflite.runtime.Messages;
import io.infer4j.tflite.runtime.Session;
import io.infer4j.tflite.runtime.TfliteRuntime;
import io.infer4j.tflite.schema.Graph;
import io.infer4j.tflite.schema.Port;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.SignatureRunner;
import org.bytedeco.tensorflowlite.Subgraph;
import org.bytedeco.tensorflowlite.TfLiteIntArray;
import org.bytedeco.tensorflowlite.TfLiteTensor;
import org.bytedeco.tensorflowlite.global.tensorflowlite;
import org.jspecify.annotations.Nullable;

/**
 * A C++ interpreter. Views of its tensors are fetched once for each shape, where memory stays where
 * it is; where a tensor's size is known only during a run, all memory may move in a run, and they
 * are fetched for each run.
 */
final class DesktopSession implements Session {
  /** How often, 100 microseconds apart, a cancellation is said that came too early. */
  private static final int CANCEL_TRIES = 10;

  private final Interpreter interpreter;
  private final Graph graph;

  /** No delegate hides the shapes of tensors between inputs and outputs. */
  private final boolean plain;

  private final Subgraph subgraph;

  private final AllocatedTensors allocated;

  /** For a subgraph that is not the first, which the interpreter itself runs. */
  private final @Nullable SignatureRunner runner;

  private final @Nullable ByteBuffer[] in;
  private final @Nullable ByteBuffer[] out;
  private final AtomicBoolean running = new AtomicBoolean();
  private List<Shape> shapes = Collections.emptyList();
  private boolean moves;

  /** Of nothing nothing is made: all outputs are empty, as an input is. */
  private boolean nothing;

  private boolean closed;

  DesktopSession(Interpreter interpreter, Graph graph, boolean plain) {
    this.interpreter = interpreter;
    this.graph = graph;
    this.plain = plain;
    this.subgraph = interpreter.subgraph(graph.subgraph);
    this.allocated = new AllocatedTensors(interpreter, subgraph, graph);
    this.runner = graph.subgraph == 0 ? null : runner(interpreter, graph);
    this.in = new ByteBuffer[graph.inputs.size()];
    this.out = new ByteBuffer[graph.outputs.size()];
  }

  private static SignatureRunner runner(Interpreter interpreter, Graph graph) {
    SignatureRunner runner = interpreter.GetSignatureRunner(graph.signature);
    if (runner == null || runner.isNull()) {
      throw Messages.load("signature '" + graph.signature + "'", ErrorText.take());
    }
    return runner;
  }

  @Override
  public @Nullable String check(List<Shape> wanted) {
    ErrorText.clear();
    for (int i = 0; i < in.length; i++) {
      Port input = graph.inputs.get(i);
      int[] dims = dims(wanted.get(i));
      if (!input.spec.shape().isStatic() && failed(resize(input, dims))) {
        return ErrorText.take();
      }
    }
    if (failed(runner == null ? interpreter.AllocateTensors() : runner.AllocateTensors())) {
      return ErrorText.take();
    }
    // Warnings on the way to a success are not the reason of a later failure.
    ErrorText.clear();
    moves = allocated.haveDynamicSizes();
    nothing = !moves && allocated.anyInputIsEmpty() && allocated.allOutputsAreEmpty();
    return plain && !nothing ? allocated.whyFatal(moves) : null;
  }

  @Override
  public @Nullable String resize(List<Shape> wanted) {
    shapes = Collections.emptyList();
    Arrays.fill(in, null);
    Arrays.fill(out, null);
    String refused = check(wanted);
    if (refused != null) {
      return refused;
    }
    String contradiction = contradiction(wanted);
    if (contradiction != null) {
      return contradiction;
    }
    long missing = allocated.missingMemory();
    if (missing > 0) {
      return "there is no memory for tensors of " + missing + " bytes";
    }
    for (int i = 0; !moves && i < in.length; i++) {
      in[i] = view(graph.inputs.get(i));
    }
    for (int i = 0; !moves && i < out.length; i++) {
      out[i] = view(graph.outputs.get(i));
    }
    shapes = wanted;
    return null;
  }

  /**
   * Strictly: only what the file leaves open, unless the graph has been found to take any batch.
   */
  private int resize(Port input, int[] dims) {
    if (runner == null) {
      return graph.takesAnyBatch
          ? interpreter.ResizeInputTensor(input.tensor, dims)
          : interpreter.ResizeInputTensorStrict(input.tensor, dims);
    }
    return graph.takesAnyBatch
        ? runner.ResizeInputTensor(input.spec.name(), dims)
        : runner.ResizeInputTensorStrict(input.spec.name(), dims);
  }

  private static int[] dims(Shape shape) {
    int[] dims = new int[shape.rank()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = Math.toIntExact(shape.dim(i));
    }
    return dims;
  }

  private static boolean failed(int status) {
    return status != tensorflowlite.kTfLiteOk;
  }

  /** A damaged file may tell two shapes for a tensor, one of which we go by and one the runtime. */
  private @Nullable String contradiction(List<Shape> wanted) {
    for (int i = 0; i < in.length; i++) {
      TensorSpec spec = graph.inputs.get(i).spec;
      int width = Objects.requireNonNull(spec.dtype()).byteSize();
      if (width > 0 && tensor(graph.inputs.get(i)).bytes() != wanted.get(i).elements() * width) {
        return "input '" + spec.name() + "' is of another size in the file";
      }
    }
    return null;
  }

  private TfLiteTensor tensor(Port port) {
    return subgraph.tensor(port.tensor);
  }

  /** The tensor's memory as it is now; null where it has none, or more than a buffer can show. */
  private @Nullable ByteBuffer view(Port port) {
    TfLiteTensor tensor = tensor(port);
    Pointer data = tensorflowlite.TfLiteTensorData(tensor);
    long bytes = tensor.bytes();
    if (data == null || data.isNull() || bytes == 0 || bytes > Integer.MAX_VALUE) {
      return null;
    }
    return new BytePointer(data).capacity(bytes).asByteBuffer().order(ByteOrder.nativeOrder());
  }

  @Override
  public List<Shape> shapes() {
    return shapes;
  }

  @Override
  public boolean isSettled() {
    return !moves;
  }

  @Override
  public Shape outputShape(int index) {
    TfLiteIntArray dims = tensor(graph.outputs.get(index)).dims();
    long[] sizes = new long[dims == null ? 0 : dims.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = dims.data(i);
    }
    return Shape.of(sizes);
  }

  @Override
  public void write(int index, ByteBuffer data) {
    ByteBuffer memory = moves ? view(graph.inputs.get(index)) : in[index];
    if (memory != null) {
      Copies.copy(data, memory);
    }
  }

  @Override
  public void writeStrings(int index, List<String> strings) {
    Port input = graph.inputs.get(index);
    ByteBuffer encoded = StringBuffers.encode(input.spec.name(), strings);
    TfLiteTensor tensor = tensor(input);
    int status = tensorflowlite.TfLiteTensorRealloc(encoded.capacity(), tensor);
    ByteBuffer memory = view(input);
    if (failed(status) || memory == null) {
      throw new RunFailedException(
          "no memory for the strings of input '" + input.spec.name() + "'");
    }
    Copies.copy(encoded, memory);
  }

  @Override
  public void run() {
    if (nothing) {
      return;
    }
    // Seen by cancel() soon enough: it looks again and again.
    running.lazySet(true);
    int status;
    try {
      status = runner == null ? interpreter.Invoke() : runner.Invoke();
    } catch (RuntimeException e) {
      // A C++ exception, from memory that is not there for instance.
      throw new RunFailedException("TensorFlow Lite failed: " + e.getMessage(), e);
    } finally {
      running.lazySet(false);
    }
    if (failed(status)) {
      throw Messages.run(ErrorText.take());
    }
  }

  @Override
  public void read(int index, ByteBuffer target) {
    ByteBuffer memory = moves ? view(graph.outputs.get(index)) : out[index];
    if (memory != null) {
      Copies.copy(memory, target);
    } else if (target.capacity() > 0) {
      throw new RunFailedException(
          "TensorFlow Lite gave no data for output '" + graph.outputs.get(index).spec.name() + "'");
    }
  }

  @Override
  public void readStrings(int index, List<String> target) {
    Port output = graph.outputs.get(index);
    ByteBuffer memory = view(output);
    if (memory == null ? !target.isEmpty() : StringBuffers.count(memory) != target.size()) {
      throw new RunFailedException(
          "TensorFlow Lite gave another number of strings for output '"
              + output.spec.name()
              + "' than its shape has: "
              + target.size());
    }
    if (memory != null) {
      StringBuffers.decode(memory, target);
    }
  }

  /**
   * The runtime forgets at the beginning of a run what was said before it, so it is said until the
   * run must have begun.
   */
  @Override
  public void cancel() {
    for (int i = 0; i < CANCEL_TRIES; i++) {
      interpreter.Cancel();
      LockSupport.parkNanos(100_000);
      if (i > 0 && !running.get()) {
        return;
      }
    }
  }

  /** A run begins by forgetting, see {@link #cancel}. */
  @Override
  public void clearCancel() {}

  @Override
  public boolean reset() {
    // Not the interpreter's, which ends at the first subgraph that has no memory yet.
    return !failed(subgraph.ResetVariableTensors());
  }

  @Override
  public List<String> placement() {
    List<String> used = new ArrayList<>();
    IntPointer plan = subgraph.execution_plan();
    // Null where the graph has no operator, but only outputs that are inputs or constants.
    long operators = plan == null ? 0 : plan.limit();
    int delegated = 0;
    for (int i = 0; plan != null && i < operators; i++) {
      int operator =
          interpreter.node_and_registration(graph.subgraph, plan.get(i)).second().builtin_code();
      delegated += operator == tensorflowlite.kTfLiteBuiltinDelegate ? 1 : 0;
    }
    if (delegated > 0) {
      used.add(TfliteRuntime.XNNPACK);
    }
    if (delegated < operators || operators == 0) {
      used.add(TfliteRuntime.CPU);
    }
    return used;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Natives.free(interpreter);
    }
  }
}
