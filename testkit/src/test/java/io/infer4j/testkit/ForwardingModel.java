package io.infer4j.testkit;

import io.infer4j.Placement;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.spi.RuntimeModel;
import java.util.List;
import java.util.Map;

/** A model that does what another one does, to be overridden in part. */
public class ForwardingModel implements RuntimeModel {
  private final RuntimeModel model;

  public ForwardingModel(RuntimeModel model) {
    this.model = model;
  }

  @Override
  public List<TensorSpec> inputs() {
    return model.inputs();
  }

  @Override
  public List<TensorSpec> outputs() {
    return model.outputs();
  }

  @Override
  public String otherShapes() {
    return model.otherShapes();
  }

  @Override
  public Map<String, String> metadata() {
    return model.metadata();
  }

  @Override
  public Placement placement() {
    return model.placement();
  }

  @Override
  public RuntimeBinding bind(List<Tensor> inputs) {
    return model.bind(inputs);
  }

  @Override
  public void close() {
    model.close();
  }
}
