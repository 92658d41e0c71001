package io.infer4j.tflite;

import io.infer4j.InferenceException;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.Placement;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.spi.RuntimeModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A model and the sessions over it. */
final class TfliteModel implements RuntimeModel {
  /** So many idle interpreters are kept: as many as could run at once. */
  private static final int MOST_IDLE = Math.max(4, Runtime.getRuntime().availableProcessors());

  private static final String CPU = "cpu";

  private final NativeModel model;
  private final Graph graph;
  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;
  private final Map<String, String> metadata;
  private final Placement placement;
  private final SessionPool pool;

  private TfliteModel(NativeModel model, ModelSource source, Settings settings) {
    this.model = model;
    ModelFile file = read(source, model);
    this.graph = file.graph(settings.signature);
    this.metadata = file.metadata();
    this.inputs = Graph.specs(graph.inputs);
    List<TensorSpec> declared = Graph.specs(graph.outputs);
    this.pool = new SessionPool(settings.lowMemory || file.hasResources() ? 0 : MOST_IDLE);
    Session first = model.newSession(graph);
    try {
      boolean resized = resizeAsDeclared(first, source);
      this.outputs = resized && first.isSettled() ? seen(first, declared) : declared;
      List<String> notes = new ArrayList<>(graph.notes);
      notes.addAll(model.notes());
      this.placement =
          placement(settings, resized ? first.placement() : Arrays.asList(CPU), notes, source);
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

  private static ModelFile read(ModelSource source, NativeModel model) {
    try {
      return new ModelFile(source.name(), model.contents());
    } catch (IndexOutOfBoundsException e) {
      throw new ModelLoadException(source + " is damaged: " + e.getMessage(), e);
    }
  }

  /**
   * Has the runtime prepare the shapes that the file gives, so that what it cannot run is refused
   * now. Where inputs are open these shapes are placeholders that the graph need not take.
   *
   * @return whether it did
   */
  private boolean resizeAsDeclared(Session session, ModelSource source) {
    List<Shape> shapes = new ArrayList<>();
    for (TensorSpec input : inputs) {
      long[] dims = input.shape().dims();
      for (int i = 0; i < dims.length; i++) {
        dims[i] = Math.max(dims[i], dims[i] == Shape.DYNAMIC ? 1 : 0);
      }
      shapes.add(Shape.of(dims));
    }
    try {
      session.resize(shapes);
      return true;
    } catch (InferenceException e) {
      String said = Messages.words(e);
      if (graph.hasStaticInputs() || Messages.missingOperator(said) != null) {
        throw Messages.load(source.name(), said);
      }
      return false;
    }
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

  private static Placement placement(
      Settings settings, List<String> session, List<String> notes, ModelSource source) {
    List<String> used = new ArrayList<>(session);
    boolean onCpu = used.contains(CPU);
    if (!onCpu) {
      used.add(CPU);
    }
    boolean cpuTaken = settings.accelerators.contains(CPU) || settings.accelerators.isEmpty();
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
    for (String accelerator : settings.accelerators) {
      if (!used.contains(accelerator) && !isNamed(accelerator, notes)) {
        notes.add("accelerator '" + accelerator + "' runs no part of this model" + why(settings));
      }
    }
    return new Placement(settings.accelerators, used, notes);
  }

  private static boolean isNamed(String accelerator, List<String> notes) {
    for (String note : notes) {
      if (note.contains(accelerator)) {
        return true;
      }
    }
    return false;
  }

  private static String why(Settings settings) {
    return settings.xnnpack ? "" : ": xnnpack is switched off by an option";
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
      return new TfliteBinding(pool, session, graph, given);
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  private Session session(List<Shape> shapes) {
    Session session = pool.take(shapes);
    boolean used = session != null;
    if (session == null) {
      session = model.newSession(graph);
    }
    try {
      if (!session.shapes().equals(shapes)) {
        session.resize(shapes);
      }
      if (used) {
        session.reset();
      }
      return session;
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  @Override
  public void close() {
    pool.close();
    model.close();
  }
}
