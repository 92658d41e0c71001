package io.infer4j.bundle;

import io.infer4j.Tensor;
import io.infer4j.convert.Conversion;
import io.infer4j.spi.RuntimeBinding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A runtime's binding with a conversion of each input before a run, and of each output after it.
 */
final class MappedBinding implements RuntimeBinding {
  private final RuntimeBinding inner;
  private final Conversion[] before;
  private final MappedOutput[] outputs;

  MappedBinding(RuntimeBinding inner, List<Conversion> before, List<TensorMapping> outputs) {
    this.inner = inner;
    this.before = before.toArray(new Conversion[0]);
    this.outputs = new MappedOutput[outputs.size()];
    for (int i = 0; i < this.outputs.length; i++) {
      this.outputs[i] = new MappedOutput(outputs.get(i));
      this.outputs[i].follow(inner.output(outputs.get(i).index));
    }
  }

  @Override
  public void run() {
    for (Conversion each : before) {
      each.run();
    }
    inner.run();
    for (MappedOutput output : outputs) {
      output.follow(inner.output(output.mapping.index));
      output.fill();
    }
  }

  @Override
  public @Nullable Tensor output(int index) {
    return outputs[index].tensor();
  }

  @Override
  public void reset() {
    inner.reset();
  }

  @Override
  public void cancel() {
    inner.cancel();
  }

  @Override
  public void clearCancel() {
    inner.clearCancel();
  }

  @Override
  public void close() {
    inner.close();
  }
}
