package io.infer4j;

import io.infer4j.spi.InferenceEngine;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.spi.RuntimeModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A loaded model: immutable, safe to use from many threads at once, to be closed.
 *
 * <p>{@link #run(Map)} is the simple way; {@link #bind()} the fast one, which runs again and again
 * over the same memory.
 *
 * <p>Life cycle: after {@link #close} every {@code run} and {@code bind} throws {@link
 * IllegalStateException}, also every method of its bindings but {@code close} and {@code cancel};
 * what the model says of itself can still be read. Runs in progress on other threads end as if
 * nothing had happened, and native memory is given back when the last of them has. Closing twice is
 * nothing; what a runtime has to say against closing is logged, not thrown.
 */
public final class Model implements AutoCloseable {
  private final String name;
  private final @Nullable String variant;
  private final Engine engine;
  private final RuntimeModel runtime;
  private final List<TensorSpec> inputs;
  private volatile List<TensorSpec> outputs;

  /** Whether all outputs are known beforehand, so that each run gives all of them. */
  private final boolean tellsOutputs;

  private final Map<String, String> metadata;
  private final Placement placement;
  private final InputCheck check;

  /** One for the owner until close, one for each binding and each run in progress. */
  private final AtomicInteger users = new AtomicInteger(1);

  private final Set<IoBinding> bindings = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Model(
      String name,
      @Nullable String variant,
      InferenceEngine engine,
      RuntimeModel runtime,
      List<String> passedOver) {
    this.name = name;
    this.variant = variant;
    this.engine = new Engine(engine);
    this.runtime = runtime;
    this.inputs = copyOf(runtime.inputs());
    this.outputs = copyOf(runtime.outputs());
    this.tellsOutputs = engine.capabilities().contains(Capability.STATIC_SPECS);
    this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(runtime.metadata()));
    this.placement = runtime.placement().afterWarnings(passedOver);
    this.check = new InputCheck(inputs, runtime.otherShapes());
  }

  private static List<TensorSpec> copyOf(List<TensorSpec> specs) {
    return Collections.unmodifiableList(new ArrayList<>(specs));
  }

  /** Takes note of outputs that a run has shown. */
  void learnOutputs() {
    if (!tellsOutputs && runtime.outputs().size() != outputs.size()) {
      synchronized (bindings) {
        outputs = copyOf(runtime.outputs());
      }
    }
  }

  /**
   * Loads a file with {@link LoadOptions#defaults()}, see {@link #load(ModelSource, LoadOptions)}.
   */
  public static Model load(Path file) {
    return load(ModelSource.of(file), LoadOptions.defaults());
  }

  /** Loads a file, see {@link #load(ModelSource, LoadOptions)}. */
  public static Model load(Path file, LoadOptions options) {
    return load(ModelSource.of(file), options);
  }

  /** Loads with {@link LoadOptions#defaults()}, see {@link #load(ModelSource, LoadOptions)}. */
  public static Model load(ModelSource source) {
    return load(source, LoadOptions.defaults());
  }

  /**
   * Loads a model with one of the engines on the class path; the short form of {@code
   * InferenceEngines.discover().load(source, options)}.
   *
   * @throws ModelLoadException if the model is missing, empty, damaged, of a format that no one
   *     knows, not of the SHA-256 that was pinned, or refused by its runtime
   * @throws UnsupportedOperatorException if the runtime lacks an operator
   * @throws EngineNotFoundException if no engine reads the format, or none has the name asked for
   * @throws EngineUnavailableException if the only ones that could cannot be used here
   * @throws IllegalArgumentException if an option is not one of the engine's
   */
  public static Model load(ModelSource source, LoadOptions options) {
    return InferenceEngines.discover().load(source, options);
  }

  /** The inputs, in the model's order. */
  public List<TensorSpec> inputs() {
    return inputs;
  }

  /**
   * The outputs, in the model's order. Some files do not tell them (TorchScript, see {@link
   * Capability#STATIC_SPECS}): then this holds what is known so far. It is empty as long as not
   * even their number is known, and a run that gives an output for the first time adds it at the
   * end.
   */
  public List<TensorSpec> outputs() {
    return outputs;
  }

  /**
   * The input of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public TensorSpec input(String inputName) {
    return inputs.get(index("input", inputs, inputName));
  }

  /**
   * The output of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public TensorSpec output(String outputName) {
    return outputs.get(index("output", outputs, outputName));
  }

  /** What the file says of itself: author, version, description and the like. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** Which accelerators were asked for, which are in use, and why. */
  public Placement placement() {
    return placement;
  }

  /** What it was loaded from, as {@link ModelSource#name} gives it. */
  public String name() {
    return name;
  }

  /** Which variant of a {@link io.infer4j.bundle.ModelBundle} it is; empty for a file. */
  public Optional<String> variant() {
    return Optional.ofNullable(variant);
  }

  /** The engine that runs it. */
  public Engine engine() {
    return engine;
  }

  /**
   * Runs a model that takes one input.
   *
   * @throws InvalidInputException if it takes several, or one of another dtype or shape
   */
  public Outputs run(Tensor input) {
    checkOpen();
    return runOnce(check.single(input));
  }

  /**
   * Runs the model once. The inputs are read where they are, without a copy, and are not modified;
   * the outputs are new memory of their own. A model that keeps something from run to run starts
   * anew each time; a binding goes on, see {@link IoBinding}.
   *
   * @param inputs by name; optional ones may be left out
   * @throws InvalidInputException if one is missing or unknown, or of another dtype or shape
   * @throws RunFailedException if the runtime fails, in its words
   * @throws IllegalStateException if the model is closed
   */
  public Outputs run(Map<String, Tensor> inputs) {
    checkOpen();
    return runOnce(check.inOrder(inputs));
  }

  private Outputs runOnce(List<@Nullable Tensor> ordered) {
    acquire();
    RuntimeBinding binding = null;
    try {
      binding = runtime.bind(ordered);
      binding.run();
      learnOutputs();
      List<TensorSpec> specs = outputs;
      @Nullable Tensor[] values = new Tensor[specs.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = outputOf(binding, specs.get(i), i);
      }
      return new Outputs(specs, values);
    } finally {
      try {
        if (binding != null) {
          closeLogging(binding);
        }
      } finally {
        release();
      }
    }
  }

  /**
   * Binds the model to memory of its own, for runs again and again.
   *
   * @throws InvalidInputException if an input has dynamic dimensions, or a dtype that is unknown
   *     until a run; {@link #bind(Map)} and {@link #bindTo} take what is missing
   * @throws IllegalStateException if the model is closed
   */
  public IoBinding bind() {
    return bind(Collections.emptyMap());
  }

  /**
   * Binds a model that takes one input, of this shape.
   *
   * @throws InvalidInputException if it takes several, or one of another shape
   */
  public IoBinding bind(Shape shape) {
    checkOpen();
    Objects.requireNonNull(shape, "shape");
    return bind(Collections.singletonMap(check.only().name(), shape));
  }

  /**
   * Binds the model to memory of its own with inputs of these shapes.
   *
   * @param shapes by name, concrete; needed for inputs with dynamic dimensions, optional inputs
   *     take part only if they are named here
   * @throws InvalidInputException if one is missing, unknown, or not what the model takes
   * @throws IllegalStateException if the model is closed
   */
  public IoBinding bind(Map<String, Shape> shapes) {
    checkOpen();
    check.checkNames(shapes);
    @Nullable Tensor[] ordered = new Tensor[inputs.size()];
    for (int i = 0; i < ordered.length; i++) {
      TensorSpec spec = inputs.get(i);
      Shape shape = shapes.get(spec.name());
      if (shape != null || !spec.isOptional()) {
        ordered[i] = allocate(spec, shape);
      }
    }
    return open(Arrays.asList(ordered));
  }

  /**
   * Binds the model to the caller's memory: each run reads these tensors as they are then.
   *
   * @param inputs by name; optional ones may be left out
   * @throws InvalidInputException if one is missing, unknown, or not what the model takes
   * @throws IllegalStateException if the model is closed
   */
  public IoBinding bindTo(Map<String, Tensor> inputs) {
    checkOpen();
    return open(check.inOrder(inputs));
  }

  /**
   * Binds a model that takes one input to the caller's memory, see {@link #bindTo(Map)}.
   *
   * @throws InvalidInputException if it takes several, or one of another dtype or shape
   */
  public IoBinding bindTo(Tensor input) {
    checkOpen();
    return open(check.single(input));
  }

  private IoBinding open(List<@Nullable Tensor> ordered) {
    acquire();
    IoBinding binding;
    try {
      binding = new IoBinding(this, runtime.bind(ordered), ordered);
    } catch (Throwable e) {
      release();
      throw e;
    }
    bindings.add(binding);
    if (closed) {
      // Closed between acquire and add, so close() may not have seen this one.
      binding.close();
      throw closedError();
    }
    return binding;
  }

  /** Memory for an input that is of this shape, or of the model's where that is null. */
  Tensor allocate(TensorSpec spec, @Nullable Shape shape) {
    DType dtype = spec.dtype();
    if (dtype == null) {
      throw new InvalidInputException(
          spec.name(), "a tensor in bindTo", "no dtype: the model does not tell it before a run");
    }
    if (shape == null) {
      if (!spec.shape().isStatic()) {
        throw new InvalidInputException(
            spec.name(),
            "a concrete shape in bind(...)",
            "none, and the model leaves it open: " + spec.shape());
      }
      return Tensor.allocate(dtype, spec.shape());
    }
    if (!shape.isStatic()) {
      throw new InvalidInputException(spec.name(), "a concrete shape", "shape " + shape);
    }
    check.checkShape(spec, shape);
    return Tensor.allocate(dtype, shape);
  }

  /** New native memory for a binding that holds this model already. */
  RuntimeBinding rebind(List<@Nullable Tensor> ordered) {
    return runtime.bind(ordered);
  }

  InputCheck inputCheck() {
    return check;
  }

  boolean tellsOutputs() {
    return tellsOutputs;
  }

  boolean canCancel() {
    return engine.capabilities().contains(Capability.CANCELLATION);
  }

  /** The output after a run; null where the file does not tell outputs and the run gave none. */
  private @Nullable Tensor outputOf(RuntimeBinding binding, TensorSpec spec, int index) {
    Tensor value = binding.output(index);
    if (value == null && tellsOutputs) {
      throw new InferenceException(
          "engine "
              + engine.name()
              + " gave no tensor for output '"
              + spec.name()
              + "' after a run");
    }
    return value;
  }

  static int index(String what, List<TensorSpec> specs, String name) {
    for (int i = 0; i < specs.size(); i++) {
      if (specs.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException(Names.unknown(what, name, Names.of(specs)));
  }

  void bindingClosed(IoBinding binding) {
    bindings.remove(binding);
    release();
  }

  private void checkOpen() {
    if (closed) {
      throw closedError();
    }
  }

  private void acquire() {
    for (; ; ) {
      int count = users.get();
      checkOpen(); // As long as it is open the owner is among the users: they are not 0.
      if (users.compareAndSet(count, count + 1)) {
        return;
      }
    }
  }

  private void release() {
    if (users.decrementAndGet() == 0) {
      closeLogging(runtime);
    }
  }

  /** Nobody can do anything about it, and the caller may be at the end of a run that went well. */
  void closeLogging(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception | LinkageError e) {
      LoggerFactory.getLogger(Model.class)
          .warn("{} on {} failed to close and may leak native memory", name, engine.name(), e);
    }
  }

  private IllegalStateException closedError() {
    return new IllegalStateException("the model " + name + " is closed");
  }

  /** Closes the model and its bindings; native memory goes when the last run in progress ends. */
  @Override
  public void close() {
    synchronized (bindings) {
      if (closed) {
        return;
      }
      closed = true;
    }
    for (IoBinding binding : bindings) {
      binding.close();
    }
    release();
  }

  /** The name, the engine, and what goes in and out. */
  @Override
  public String toString() {
    return name + " on " + engine.name() + ": " + inputs + " -> " + outputs;
  }
}
