package io.infer4j.tflite;

import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.Placement;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.spi.RuntimeModel;
import io.infer4j.tflite.runtime.Messages;
import io.infer4j.tflite.runtime.NativeModel;
import io.infer4j.tflite.runtime.Session;
import io.infer4j.tflite.runtime.Settings;
import io.infer4j.tflite.runtime.TfliteRuntime;
import io.infer4j.tflite.schema.Graph;
import io.infer4j.tflite.schema.ModelFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A model and the sessions over it. */
public final class TfliteModel implements RuntimeModel {
  /** So many idle interpreters are kept: as many as could run at once. */
  private static final int MOST_IDLE = Math.max(4, Runtime.getRuntime().availableProcessors());

  private final NativeModel model;
  private final Graph graph;
  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;
  private final Map<String, String> metadata;
  private final Placement placement;
  private final SessionPool pool;
  private final SafeShapes safe;

  /** Whether a session that has been used can be made as one is at first. */
  private final boolean resets;

  private TfliteModel(NativeModel model, ModelSource source, Settings settings) {
    this.model = model;
    try {
      ModelFile file = new ModelFile(source.name(), model.contents());
      file.checkKnownCrashes();
      this.graph = file.graph(settings);
      this.metadata = file.metadata();
      this.resets = !file.needsNewInterpreters(graph);
    } catch (IndexOutOfBoundsException e) {
      throw new ModelLoadException(source + " is damaged: " + e.getMessage(), e);
    }
    this.inputs = Graph.specs(graph.inputs);
    List<TensorSpec> declared = Graph.specs(graph.outputs);
    this.pool = new SessionPool(resets && !settings.lowMemory ? MOST_IDLE : 0);
    this.safe = new SafeShapes(model, graph, settings);
    List<Shape> declaredShapes = declaredShapes();
    // What is open has placeholders, which the graph need not take.
    String unsafe = safe.refusal(declaredShapes);
    if (unsafe != null && (graph.hasStaticInputs() || Messages.missingOperator(unsafe) != null)) {
      throw Messages.load(source.name(), unsafe);
    }
    Session first = model.newSession(graph, SafeShapes.areEmpty(declaredShapes));
    try {
      boolean resized = unsafe == null && resizeAsDeclared(first, declaredShapes, source);
      this.outputs = resized && first.isSettled() ? seen(first, declared) : declared;
      List<String> notes = new ArrayList<>(graph.notes);
      notes.addAll(model.notes());
      List<String> used = resized ? first.placement() : Arrays.asList(TfliteRuntime.CPU);
      if (settings.accelerators.contains(TfliteRuntime.XNNPACK)
          && !used.contains(TfliteRuntime.XNNPACK)) {
        notes.add(withoutXnnpack(settings, resized));
      }
      this.placement = placement(settings, used, notes, source);
      if (resized) {
        pool.give(first);
      } else {
        first.close();
      }
    } catch (RuntimeException | Error e) {
      first.close();
      throw e;
    }
  }

  static TfliteModel load(TfliteRuntime runtime, ModelSource source, Settings settings) {
    NativeModel model = runtime.open(source, settings);
    try {
      return new TfliteModel(model, source, settings);
    } catch (RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  /**
   * Has the runtime prepare the shapes that the file gives, so that what it cannot run is refused
   * now. Where inputs are open these shapes are placeholders that the graph need not take.
   *
   * @return whether it did
   */
  private boolean resizeAsDeclared(Session session, List<Shape> declared, ModelSource source) {
    String refused = session.resize(declared);
    if (refused != null && (graph.hasStaticInputs() || Messages.missingOperator(refused) != null)) {
      throw Messages.load(source.name(), refused);
    }
    return refused == null;
  }

  private List<Shape> declaredShapes() {
    List<Shape> declared = new ArrayList<>();
    for (TensorSpec input : inputs) {
      long[] dims = input.shape().dims();
      for (int i = 0; i < dims.length; i++) {
        dims[i] = Math.max(dims[i], dims[i] == Shape.DYNAMIC ? 1 : 0);
      }
      declared.add(Shape.of(dims));
    }
    return declared;
  }

  /** The outputs' specs with the shapes that the runtime finds, where the file tells them wrong. */
  private List<TensorSpec> seen(Session session, List<TensorSpec> declared) {
    if (!graph.hasStaticInputs()) {
      return declared;
    }
    List<TensorSpec> specs = new ArrayList<>();
    for (int i = 0; i < declared.size(); i++) {
      TensorSpec spec = declared.get(i);
      Shape shape = session.outputShape(i);
      TensorSpec seen = TensorSpec.of(spec.name(), spec.dtype(), shape);
      specs.add(spec.quantization() == null ? seen : seen.withQuantization(spec.quantization()));
    }
    return specs;
  }

  private static String withoutXnnpack(Settings settings, boolean resized) {
    if (!settings.xnnpack) {
      return "accelerator 'xnnpack' is off, by the option xnnpack or by the optimization level";
    }
    return resized
        ? "accelerator 'xnnpack' runs nothing of this model that the runtime tells of"
        : "what accelerator 'xnnpack' runs is not known before the inputs have shapes";
  }

  private static Placement placement(
      Settings settings, List<String> session, List<String> notes, ModelSource source) {
    List<String> used = new ArrayList<>(session);
    boolean onCpu = used.contains(TfliteRuntime.CPU);
    if (!onCpu) {
      used.add(TfliteRuntime.CPU);
    }
    boolean cpuTaken =
        settings.accelerators.contains(TfliteRuntime.CPU) || settings.accelerators.isEmpty();
    if (settings.strict && (!used.containsAll(settings.accelerators) || (onCpu && !cpuTaken))) {
      throw new ModelLoadException(
          "strict placement on "
              + settings.accelerators
              + " was asked for, so "
              + source
              + " is not loaded: it would run on "
              + session
              + (notes.isEmpty() ? "" : "; " + String.join("; ", notes)));
    }
    return new Placement(settings.accelerators, used, notes);
  }

  @Override
  public List<TensorSpec> inputs() {
    return inputs;
  }

  @Override
  public List<TensorSpec> outputs() {
    return outputs;
  }

  @Override
  public Map<String, String> metadata() {
    return metadata;
  }

  @Override
  public String otherShapes() {
    return graph.hasStaticInputs() && graph.hasBatchOfOne()
        ? "with the option tflite.resize=batch any batch is taken, where the operators allow it"
        : "";
  }

  @Override
  public Placement placement() {
    return placement;
  }

  @Override
  public RuntimeBinding bind(List<@Nullable Tensor> tensors) {
    Tensor[] given = new Tensor[tensors.size()];
    Shape[] shapes = new Shape[given.length];
    for (int i = 0; i < given.length; i++) {
      // A graph of TensorFlow Lite has no optional inputs.
      given[i] = Objects.requireNonNull(tensors.get(i));
      shapes[i] = given[i].shape();
    }
    Session session = session(Arrays.asList(shapes));
    try {
      return new TfliteBinding(this, session, graph, given);
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  private Session session(List<Shape> shapes) {
    for (Shape shape : shapes) {
      for (long dim : shape.dims()) {
        if (dim > Integer.MAX_VALUE) {
          throw Messages.resize(
              graph.inputs, shapes, "no dimension can be greater than " + Integer.MAX_VALUE);
        }
      }
    }
    if (graph.takesAnyBatch) {
      requireOneBatch(shapes);
    }
    boolean empty = SafeShapes.areEmpty(shapes);
    if (!empty) {
      String unsafe = safe.refusal(shapes);
      if (unsafe != null) {
        throw Messages.resize(graph.inputs, shapes, unsafe);
      }
    }
    Session idle = empty ? null : pool.take(shapes);
    if (idle == null) {
      return newSession(shapes);
    }
    if (prepare(idle, shapes).reset()) {
      return idle;
    }
    idle.close();
    return newSession(shapes);
  }

  private void requireOneBatch(List<Shape> shapes) {
    for (Shape shape : shapes) {
      if (shape.dim(0) != shapes.get(0).dim(0)) {
        throw Messages.resize(
            graph.inputs, shapes, "the first dimension is the batch, the same for all");
      }
    }
  }

  private Session newSession(List<Shape> shapes) {
    return prepare(model.newSession(graph, SafeShapes.areEmpty(shapes)), shapes);
  }

  private Session prepare(Session session, List<Shape> shapes) {
    try {
      String refused = session.shapes().equals(shapes) ? null : session.resize(shapes);
      if (refused != null) {
        throw Messages.resize(graph.inputs, shapes, refused);
      }
      return session;
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  /**
   * A session of the same shapes that is as one is at first: the same one where it can be put back,
   * else another in its place.
   */
  Session renew(Session session, boolean isSound) {
    if (isSound && resets && session.reset()) {
      return session;
    }
    Session fresh = newSession(session.shapes());
    session.close();
    return fresh;
  }

  /** Takes back a session that a binding has used. */
  void give(Session session) {
    // What a runtime keeps of empty inputs it may stumble over later.
    if (SafeShapes.areEmpty(session.shapes())) {
      session.close();
    } else {
      pool.give(session);
    }
  }

  @Override
  public void close() {
    pool.close();
    model.close();
  }
}
