package io.infer4j.testkit;

import io.infer4j.Tensor;
import io.infer4j.spi.RuntimeBinding;

/** A binding that does what another one does, to be overridden in part. */
public class ForwardingBinding implements RuntimeBinding {
  private final RuntimeBinding binding;

  public ForwardingBinding(RuntimeBinding binding) {
    this.binding = binding;
  }

  @Override
  public void run() {
    binding.run();
  }

  @Override
  public Tensor output(int index) {
    return binding.output(index);
  }

  @Override
  public void reset() {
    binding.reset();
  }

  @Override
  public void cancel() {
    binding.cancel();
  }

  @Override
  public void clearCancel() {
    binding.clearCancel();
  }

  @Override
  public void close() {
    binding.close();
  }
}
