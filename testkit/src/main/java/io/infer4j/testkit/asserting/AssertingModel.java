package io.infer4j.testkit.asserting;

import io.infer4j.Placement;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.spi.RuntimeModel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Checks what is bound, and that bindings are closed before the model. */
final class AssertingModel implements RuntimeModel {
  private final Ledger ledger;
  private final String name;
  private final RuntimeModel model;
  private final boolean cancels;
  private final AtomicInteger bindings = new AtomicInteger();
  private volatile boolean closed;

  AssertingModel(Ledger ledger, String name, RuntimeModel model, boolean cancels) {
    this.ledger = ledger;
    this.name = name;
    this.model = model;
    this.cancels = cancels;
    ledger.opened(this, "model " + name);
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
  public RuntimeBinding bind(List<@Nullable Tensor> inputs) {
    ledger.require(!closed, "bind of model " + name + ", which is closed");
    List<TensorSpec> specs = model.inputs();
    ledger.require(
        inputs.size() == specs.size(),
        "bind with " + inputs.size() + " tensors, one is expected for each of " + specs);
    for (int i = 0; i < specs.size(); i++) {
      check(specs.get(i), inputs.get(i));
    }
    bindings.incrementAndGet();
    try {
      return new AssertingBinding(ledger, this, model.bind(inputs), inputs, cancels);
    } catch (Throwable e) {
      bindings.decrementAndGet();
      throw e;
    }
  }

  private void check(TensorSpec spec, @Nullable Tensor tensor) {
    if (tensor == null) {
      ledger.require(spec.isOptional(), "bind without input '" + spec.name() + "'");
      return;
    }
    boolean fits =
        (spec.dtype() == null || spec.dtype() == tensor.dtype())
            && spec.shape().accepts(tensor.shape());
    ledger.require(
        fits,
        "bind of input '"
            + spec.name()
            + "': expected "
            + (spec.dtype() == null ? "" : spec.dtype())
            + spec.shape()
            + ", got "
            + tensor.dtype()
            + tensor.shape());
  }

  void bindingClosed() {
    bindings.decrementAndGet();
  }

  @Override
  public void close() {
    ledger.require(!closed, "close of model " + name + ", which is closed");
    ledger.require(
        bindings.get() == 0,
        "close of model " + name + " before " + bindings.get() + " of its bindings");
    closed = true;
    ledger.closed(this);
    model.close();
  }

  @Override
  public String toString() {
    return name;
  }
}
