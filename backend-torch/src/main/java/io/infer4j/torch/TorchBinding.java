package io.infer4j.torch;

import io.infer4j.Tensor;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.torch.runtime.NativeCall;
import io.infer4j.torch.values.Results;
import org.jspecify.annotations.Nullable;

/** A call, and the memory that its results are copied to. */
final class TorchBinding implements RuntimeBinding {
  private final NativeCall call;
  private final Results results;

  TorchBinding(NativeCall call, Results results) {
    this.call = call;
    this.results = results;
  }

  @Override
  public void run() {
    call.run(results.begin());
    results.end();
  }

  @Override
  public @Nullable Tensor output(int index) {
    return results.tensor(index);
  }

  @Override
  public void reset() {
    call.reset();
  }

  /** Never called: PyTorch cannot end a run. */
  @Override
  public void cancel() {}

  @Override
  public void clearCancel() {}

  @Override
  public void close() {
    call.close();
  }
}
