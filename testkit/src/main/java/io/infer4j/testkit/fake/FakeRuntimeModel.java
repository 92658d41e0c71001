package io.infer4j.testkit.fake;

import io.infer4j.Placement;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.spi.RuntimeModel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells what the script says. */
final class FakeRuntimeModel implements RuntimeModel {
  private final Script script;
  private final Placement placement;

  FakeRuntimeModel(Script script, Placement placement) {
    this.script = script;
    this.placement = placement;
  }

  @Override
  public List<TensorSpec> inputs() {
    return script.inputs;
  }

  @Override
  public List<TensorSpec> outputs() {
    return script.outputs;
  }

  @Override
  public Map<String, String> metadata() {
    return script.metadata;
  }

  @Override
  public Placement placement() {
    return placement;
  }

  @Override
  public RuntimeBinding bind(List<@Nullable Tensor> inputs) {
    return new FakeBinding(script, inputs);
  }

  @Override
  public void close() {}
}
