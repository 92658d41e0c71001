package io.infer4j.testkit.broken;

import io.infer4j.LoadOptions;
import io.infer4j.ModelSource;
import io.infer4j.Tensor;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.spi.RuntimeModel;
import io.infer4j.testkit.ForwardingEngine;
import io.infer4j.testkit.ForwardingModel;
import io.infer4j.testkit.reference.ReferenceEngine;
import java.util.List;

/** The reference engine, to be made wrong. */
public abstract class BrokenEngine extends ForwardingEngine {
  protected BrokenEngine() {
    super(new ReferenceEngine());
  }

  @Override
  public RuntimeModel load(ModelSource source, LoadOptions options) {
    return broken(super.load(source, options));
  }

  /** The model with the fault. */
  protected RuntimeModel broken(RuntimeModel model) {
    return new ForwardingModel(model) {
      @Override
      public RuntimeBinding bind(List<Tensor> inputs) {
        return broken(model, inputs);
      }
    };
  }

  /** A binding with the fault. */
  protected RuntimeBinding broken(RuntimeModel model, List<Tensor> inputs) {
    return model.bind(inputs);
  }
}
