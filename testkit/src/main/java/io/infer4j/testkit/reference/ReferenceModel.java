package io.infer4j.testkit.reference;

import io.infer4j.InferenceException;
import io.infer4j.LoadOptions;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.Placement;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.spi.RuntimeModel;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A model that has been read. It holds Java memory only, so there is nothing to close. */
final class ReferenceModel implements RuntimeModel {
  private final Graph graph;
  private final Placement placement;
  private final long latencyMillis;

  private ReferenceModel(Graph graph, Placement placement, long latencyMillis) {
    this.graph = graph;
    this.placement = placement;
    this.latencyMillis = latencyMillis;
  }

  static ReferenceModel load(ModelSource source, LoadOptions options) {
    long latency = latency(options);
    Placement placement = placement(source, options);
    try {
      ReferenceModel model =
          new ReferenceModel(ModelParser.parse(source.name(), text(source)), placement, latency);
      model.tryOut();
      return model;
    } catch (Mistake e) {
      throw new ModelLoadException(source.name() + ", " + e.text(), e);
    }
  }

  private static String text(ModelSource source) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(source.bytes())).toString();
    } catch (CharacterCodingException e) {
      throw new ModelLoadException(source.name() + " is not UTF-8 text", e);
    }
  }

  private static long latency(LoadOptions options) {
    String text = options.options("reference").getOrDefault(ReferenceEngine.LATENCY, "0");
    if (!text.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException(
          "option 'latency' of engine reference: expected milliseconds, 0 or more, got '"
              + text
              + "'");
    }
    return Long.parseLong(text);
  }

  /** Nothing falls back in silence: what is not there is noted, or refused. */
  private static Placement placement(ModelSource source, LoadOptions options) {
    List<String> notes = new ArrayList<>();
    for (String accelerator : options.accelerators()) {
      if (!accelerator.equals("cpu")) {
        String note = "accelerator '" + accelerator + "' is not one of the reference engine's: cpu";
        if (options.strictPlacement()) {
          throw new ModelLoadException(
              "strict placement was asked for, so " + source + " is not loaded: " + note);
        }
        notes.add(note);
      }
    }
    return new Placement(options.accelerators(), List.of("cpu"), notes);
  }

  /** Operands that do not fit are found now and not by the first run, where shapes are fixed. */
  private void tryOut() {
    List<@Nullable Tensor> zeros = new ArrayList<>();
    for (TensorSpec spec : graph.inputs()) {
      Shape shape = spec.shape();
      if (!shape.isStatic()) {
        return;
      }
      zeros.add(Tensor.allocate(Objects.requireNonNull(spec.dtype()), shape));
    }
    new ReferenceBinding(graph, zeros, 0).close();
  }

  @Override
  public List<TensorSpec> inputs() {
    return graph.inputs();
  }

  @Override
  public List<TensorSpec> outputs() {
    return graph.outputs();
  }

  @Override
  public Map<String, String> metadata() {
    return graph.metadata();
  }

  @Override
  public Placement placement() {
    return placement;
  }

  @Override
  public RuntimeBinding bind(List<@Nullable Tensor> inputs) {
    try {
      return new ReferenceBinding(graph, inputs, latencyMillis);
    } catch (Mistake e) {
      throw new InferenceException(e.text(), e);
    }
  }

  @Override
  public void close() {}
}
