package io.infer4j.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.infer4j.DType;
import io.infer4j.InvalidInputException;
import io.infer4j.RunCancelledException;
import io.infer4j.RunFailedException;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.onnx.file.Diagonal;
import io.infer4j.onnx.file.Division;
import io.infer4j.onnx.file.FileFacts;
import io.infer4j.onnx.file.ModifiedUtf8;
import io.infer4j.onnx.file.RankRule;
import io.infer4j.spi.RuntimeBinding;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Input tensors over the caller's memory, made once; outputs that ONNX Runtime writes straight into
 * Java memory ("pinned") wherever their shape is known before the run.
 *
 * <p>A shape is known if it is static, if its symbols are among those of the inputs, or if an
 * earlier run has shown it. The last two are guesses: a shape may depend on the data, and a symbol
 * may lie. ONNX Runtime refuses a pinned output of another shape than the run's, before it writes;
 * the run is then repeated without pinning, and the outputs that were guessed wrong are never
 * pinned again.
 */
final class OnnxBinding implements RuntimeBinding {
  private static final String WRONG_PINNED_SHAPE = "The output OrtValue provided for output";

  private final OrtEnvironment env;
  private final OrtSession session;
  private final OrtSession.RunOptions runOptions;
  private final List<TensorSpec> outputSpecs;
  private final List<@Nullable MapOutput> maps;

  private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
  private final Map<String, Tensor> stringInputs = new LinkedHashMap<>();
  private final Map<String, OnnxTensor> pinned = new LinkedHashMap<>();
  private final Set<String> unpinned = new LinkedHashSet<>();
  private final boolean[] pinnable;
  private final @Nullable Tensor[] outputs;
  private final boolean nothingToCompute;
  private final Division[] divisions;
  private final Diagonal[] diagonals;
  private volatile boolean cancelled;

  OnnxBinding(
      OrtEnvironment env,
      OrtSession session,
      List<TensorSpec> inputSpecs,
      Specs outputSpecs,
      FileFacts file,
      List<@Nullable Tensor> tensors) {
    this.env = env;
    this.session = session;
    this.outputSpecs = outputSpecs.tensors();
    this.maps = outputSpecs.maps();
    this.outputs = new Tensor[this.outputSpecs.size()];
    this.pinnable = new boolean[outputs.length];
    String unsafe = unsafe(inputSpecs, file, tensors);
    this.divisions = Division.of(file, inputSpecs, tensors);
    this.diagonals = Diagonal.of(file, inputSpecs, tensors);
    try {
      this.runOptions = new OrtSession.RunOptions();
    } catch (OrtException e) {
      throw Messages.unexpected(e);
    }
    try {
      Symbols symbols = new Symbols();
      for (int i = 0; i < inputSpecs.size(); i++) {
        TensorSpec spec = inputSpecs.get(i);
        Tensor tensor = tensors.get(i);
        if (tensor == null) {
          continue;
        }
        symbols.learn(spec.shape(), tensor.shape());
        if (tensor.dtype() == DType.STRING) {
          stringInputs.put(spec.name(), tensor);
        } else {
          inputs.put(spec.name(), NativeTensors.create(env, tensor));
        }
      }
      for (int i = 0; i < outputs.length; i++) {
        TensorSpec spec = this.outputSpecs.get(i);
        MapOutput map = maps.get(i);
        if (map != null) {
          unpinned.add(map.name());
          continue;
        }
        // An output that is a graph input is never written where it is pinned, without a word.
        pinnable[i] = spec.dtype() != DType.STRING && !isInput(spec.name(), inputSpecs);
        Shape shape = pinnable[i] ? symbols.resolve(spec.shape()) : null;
        if (shape == null) {
          unpinned.add(spec.name());
        } else {
          outputs[i] = Tensor.allocate(dtype(spec), shape);
          pin(i);
        }
      }
      this.nothingToCompute = unsafe != null;
      if (unsafe != null) {
        giveEmptyOutputs(unsafe, symbols);
      }
    } catch (OrtException e) {
      close();
      throw Messages.unexpected(e);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /**
   * What native code must not see, because of its tensors without elements, null if it may see all.
   *
   * @throws InvalidInputException if one has a rank that ends the process
   */
  private static @Nullable String unsafe(
      List<TensorSpec> specs, FileFacts file, List<@Nullable Tensor> tensors) {
    int empty = 0;
    for (int i = 0; i < specs.size(); i++) {
      TensorSpec spec = specs.get(i);
      Tensor tensor = tensors.get(i);
      if (tensor == null) {
        continue;
      }
      empty += tensor.elements() == 0 ? 1 : 0;
      if (!spec.shape().hasRank()) {
        for (RankRule rule : file.ranks(spec.name())) {
          if (!rule.accepts(tensor.shape())) {
            throw new InvalidInputException(
                spec.name(), rule.toString(), "shape " + tensor.shape());
          }
        }
      }
    }
    return EmptyInputs.unsafe(file, empty);
  }

  /**
   * Nothing needs to be computed where all that comes out is empty.
   *
   * @throws InvalidInputException if something else comes out, or that cannot be told
   */
  private void giveEmptyOutputs(String operator, Symbols symbols) {
    for (int i = 0; i < outputs.length; i++) {
      Shape shape = maps.get(i) == null ? symbols.resolve(outputSpecs.get(i).shape()) : null;
      if (shape == null || shape.elements() > 0) {
        throw new InvalidInputException(
            firstEmpty(),
            "tensors with elements: the model has the operator "
                + operator
                + ", which ends the process where it gets none",
            "one without");
      }
      if (outputs[i] == null) {
        outputs[i] = Tensor.allocate(dtype(outputSpecs.get(i)), shape);
      }
    }
  }

  /** The name of the first input without elements. */
  private String firstEmpty() {
    for (Map.Entry<String, OnnxTensor> input : inputs.entrySet()) {
      if (Arrays.stream(input.getValue().getInfo().getShape()).anyMatch(dim -> dim == 0)) {
        return input.getKey();
      }
    }
    for (Map.Entry<String, Tensor> input : stringInputs.entrySet()) {
      if (input.getValue().elements() == 0) {
        return input.getKey();
      }
    }
    throw new IllegalStateException("no input is empty");
  }

  private static boolean isInput(String name, List<TensorSpec> inputSpecs) {
    for (TensorSpec spec : inputSpecs) {
      if (spec.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static DType dtype(TensorSpec spec) {
    DType dtype = spec.dtype();
    if (dtype == null) {
      throw new IllegalStateException("ONNX tells every dtype");
    }
    return dtype;
  }

  private void pin(int index) throws OrtException {
    Tensor memory = outputs[index];
    if (memory != null) {
      String name = outputSpecs.get(index).name();
      pinned.put(name, NativeTensors.create(env, memory));
      unpinned.remove(name);
    }
  }

  private void unpin(int index) {
    String name = outputSpecs.get(index).name();
    OnnxTensor tensor = pinned.remove(name);
    if (tensor != null) {
      tensor.close();
      unpinned.add(name);
    }
  }

  @Override
  public void run() {
    if (nothingToCompute) {
      return;
    }
    for (Division division : divisions) {
      division.check();
    }
    for (Diagonal diagonal : diagonals) {
      diagonal.check();
    }
    try {
      makeStrings();
      try (OrtSession.Result result = session.run(inputs, unpinned, pinned, runOptions)) {
        if (!unpinned.isEmpty()) {
          collect(result);
        }
      }
    } catch (OrtException e) {
      if (cancelled) {
        throw new RunCancelledException("the run was cancelled", e);
      }
      if (!pinned.isEmpty() && String.valueOf(e.getMessage()).contains(WRONG_PINNED_SHAPE)) {
        runUnpinned();
      } else {
        throw Messages.run(e);
      }
    }
  }

  /** Runs again with no output pinned, and pins again those whose shape was guessed right. */
  private void runUnpinned() {
    for (int i = 0; i < outputs.length; i++) {
      unpin(i);
    }
    @Nullable Tensor[] guessed = outputs.clone();
    try (OrtSession.Result result = session.run(inputs, unpinned, pinned, runOptions)) {
      for (int i = 0; i < outputs.length; i++) {
        Tensor guess = guessed[i];
        if (guess == null || maps.get(i) != null) {
          continue;
        }
        OnnxTensor value = valueOf(result, i);
        if (!guess.shape().equals(Shape.of(value.getInfo().getShape()))) {
          pinnable[i] = false;
        }
      }
      collect(result);
    } catch (OrtException e) {
      if (cancelled) {
        throw new RunCancelledException("the run was cancelled", e);
      }
      throw Messages.run(e);
    }
  }

  /** Copies what ONNX Runtime has allocated into Java memory, the same where the shape is. */
  private void collect(OrtSession.Result result) throws OrtException {
    for (int i = 0; i < outputs.length; i++) {
      MapOutput map = maps.get(i);
      if (map != null) {
        Tensor[] both = map.read(value(result, map.name()));
        outputs[i] = both[0];
        outputs[++i] = both[1];
        continue;
      }
      if (!unpinned.contains(outputSpecs.get(i).name())) {
        continue;
      }
      OnnxTensor value = valueOf(result, i);
      Shape shape = Shape.of(value.getInfo().getShape());
      Tensor memory = outputs[i];
      if (memory == null || !memory.shape().equals(shape)) {
        memory = allocate(outputSpecs.get(i), shape);
        outputs[i] = memory;
      }
      if (memory.dtype() == DType.STRING) {
        StringTensors.read(env, outputSpecs.get(i).name(), value, memory.asStrings());
      } else {
        memory.asBytes().put(value.getByteBuffer());
      }
      if (pinnable[i]) {
        pin(i);
      }
    }
  }

  /** Memory for what a run gave, which only then shows its size. */
  private static Tensor allocate(TensorSpec spec, Shape shape) {
    DType dtype = dtype(spec);
    long most = Integer.MAX_VALUE / Math.max(1, dtype.byteSize());
    if (shape.elements() > most) {
      throw new RunFailedException(
          "output '"
              + spec.name()
              + "' has the shape "
              + shape
              + ": expected at most "
              + most
              + " elements, which is what a buffer of Java holds");
    }
    return Tensor.allocate(dtype, shape);
  }

  private OnnxTensor valueOf(OrtSession.Result result, int index) {
    OnnxValue value = value(result, outputSpecs.get(index).name());
    if (value instanceof OnnxTensor tensor) {
      return tensor;
    }
    throw new IllegalStateException("ONNX Runtime gave no tensor: " + value);
  }

  private static OnnxValue value(OrtSession.Result result, String output) {
    OnnxValue value = result.get(output).orElse(null);
    if (value == null) {
      throw new IllegalStateException("ONNX Runtime gave no output '" + output + "'");
    }
    return value;
  }

  /** Native strings are copies, so they are made anew for each run. */
  private void makeStrings() throws OrtException {
    for (Map.Entry<String, Tensor> input : stringInputs.entrySet()) {
      @Nullable String[] strings = input.getValue().toStrings();
      for (String text : strings) {
        if (text == null) {
          throw new InvalidInputException(input.getKey(), "strings", "a null");
        }
        if (ModifiedUtf8.differs(text)) {
          throw new InvalidInputException(
              input.getKey(),
              "strings that ONNX Runtime's Java API passes unchanged (" + ModifiedUtf8.LIMIT + ")",
              "\"" + text + "\"");
        }
      }
      OnnxTensor old = inputs.remove(input.getKey());
      if (old != null) {
        old.close();
      }
      long[] shape = input.getValue().shape().dims();
      inputs.put(input.getKey(), OnnxTensor.createTensor(env, strings, shape));
    }
  }

  @Override
  public @Nullable Tensor output(int index) {
    return outputs[index];
  }

  @Override
  public void cancel() {
    cancelled = true;
    terminate(true);
  }

  @Override
  public void clearCancel() {
    cancelled = false;
    terminate(false);
  }

  private void terminate(boolean value) {
    try {
      runOptions.setTerminate(value);
    } catch (OrtException e) {
      throw Messages.unexpected(e);
    }
  }

  @Override
  public void close() {
    for (Map<String, OnnxTensor> tensors : Arrays.asList(inputs, pinned)) {
      for (OnnxTensor tensor : tensors.values()) {
        tensor.close();
      }
      tensors.clear();
    }
    runOptions.close();
  }
}
