package io.infer4j.testkit.asserting;

import io.infer4j.DType;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Whether the inputs of a run are the same after it. Makes no garbage. */
final class Checksums {
  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final List<TensorSpec> specs;
  private final List<@Nullable Tensor> tensors;
  private final ByteBuffer[] bytes;
  private final long[] before;
  private final CRC32 checksum = new CRC32();

  Checksums(List<TensorSpec> specs, List<@Nullable Tensor> tensors) {
    this.specs = specs;
    this.tensors = tensors;
    this.before = new long[specs.size()];
    this.bytes = new ByteBuffer[specs.size()];
    for (int i = 0; i < bytes.length; i++) {
      Tensor tensor = tensors.get(i);
      bytes[i] = tensor == null || tensor.dtype() == DType.STRING ? NONE : tensor.asBytes();
    }
  }

  void take() {
    for (int i = 0; i < before.length; i++) {
      before[i] = of(i);
    }
  }

  /** The name of an input that is another than it was, or null. */
  @Nullable String changed() {
    for (int i = 0; i < before.length; i++) {
      if (before[i] != of(i)) {
        return specs.get(i).name();
      }
    }
    return null;
  }

  private long of(int input) {
    Tensor tensor = tensors.get(input);
    if (tensor != null && tensor.dtype() == DType.STRING) {
      return tensor.asStrings().hashCode();
    }
    checksum.reset();
    checksum.update(bytes[input].clear());
    return checksum.getValue();
  }
}
