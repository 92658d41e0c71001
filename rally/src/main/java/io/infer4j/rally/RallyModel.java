package io.infer4j.rally;

import io.infer4j.DType;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.Shape;
import io.infer4j.TensorSpec;
import io.infer4j.bundle.ModelBundle;
import io.infer4j.image.Preprocessing;
import java.nio.FloatBuffer;
import java.util.List;

/** A rally's model, bound to memory for one clip. */
final class RallyModel implements AutoCloseable {
  static final String FRAME = "frame";
  static final String HAND = "hand";
  static final String COARSE = "coarse";
  static final String FINE = "fine";

  private final Model model;
  private final IoBinding io;
  private final Preprocessing preprocessing;
  private final EventLabels labels;

  private RallyModel(Model model, Preprocessing preprocessing, EventLabels labels) {
    this.model = model;
    this.io = model.bind();
    this.preprocessing = preprocessing;
    this.labels = labels;
  }

  static RallyModel load(ModelBundle bundle, RallyOptions options) {
    EventLabels labels = new EventLabels(bundle.labels());
    List<TensorSpec> inputs = bundle.inputs();
    check(bundle, inputs, 0, FRAME, Shape.of(1, -1, 3, -1, -1));
    check(bundle, inputs, 1, HAND, Shape.of(1, 2));
    long clip = inputs.get(0).shape().dim(1);
    check(bundle, bundle.outputs(), 0, COARSE, Shape.of(1, clip, 2));
    check(bundle, bundle.outputs(), 1, FINE, Shape.of(1, clip, labels.names().size()));
    Preprocessing preprocessing =
        bundle
            .preprocessing()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        bundle.name() + " does not say how frames are prepared: no preprocess.*"));
    String variant = options.variant();
    Model model =
        variant == null ? bundle.load(options.load()) : bundle.load(variant, options.load());
    try {
      return new RallyModel(model, preprocessing, labels);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private static void check(
      ModelBundle bundle, List<TensorSpec> specs, int index, String name, Shape shape) {
    TensorSpec spec = index < specs.size() ? specs.get(index) : null;
    if (spec == null
        || !spec.name().equals(name)
        || spec.dtype() != DType.FLOAT32
        || !shape.accepts(spec.shape())) {
      throw new IllegalArgumentException(
          "expected a rally's model with '"
              + name
              + "' of float32"
              + shape
              + ", got "
              + specs
              + " in "
              + bundle.name());
    }
  }

  Model model() {
    return model;
  }

  IoBinding io() {
    return io;
  }

  Preprocessing preprocessing() {
    return preprocessing;
  }

  EventLabels eventLabels() {
    return labels;
  }

  List<String> labels() {
    return labels.names();
  }

  /** Near and far player: 0 right-handed, 1 left-handed. */
  FloatBuffer hand() {
    return io.input(HAND).asFloats();
  }

  @Override
  public void close() {
    model.close();
  }
}
