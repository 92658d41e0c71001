package io.infer4j.cli;

import io.infer4j.DType;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.Quantization;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The digits network bound for one image at a time, however its file wants it: with the one channel
 * before or behind the pixels, which is the same memory, and in floats or quantised bytes.
 */
final class DigitsModel implements AutoCloseable {
  private static final int PIXELS = 64;

  private final TensorSpec inputSpec;
  private final TensorSpec outputSpec;
  private final Tensor input;
  private final IoBinding binding;

  /**
   * Binds the model, which the caller closes.
   *
   * @throws ModelLoadException if it cannot be the digits network
   */
  DigitsModel(Model model) {
    if (model.inputs().size() != 1 || model.outputs().size() != 1) {
      throw new ModelLoadException("expected one image in and its scores out, got " + model);
    }
    this.inputSpec = model.inputs().get(0);
    this.outputSpec = model.outputs().get(0);
    this.input = Tensor.allocate(dtypeOf(inputSpec), shapeOf(inputSpec.shape()));
    if (input.elements() != PIXELS) {
      throw new ModelLoadException("expected an input of 8x8 pixels, got " + inputSpec);
    }
    this.binding = model.bindTo(Map.of(inputSpec.name(), input));
  }

  /** What the network makes of an image: a score for each digit, into {@code scores}. */
  void scores(float[] image, float[] scores) {
    write(image);
    binding.run();
    // Fetched each time: not every engine knows its shape before a run.
    read(binding.output(outputSpec.name()), scores);
  }

  private void write(float[] image) {
    if (input.dtype() == DType.FLOAT32) {
      input.asFloats().put(image);
      return;
    }
    Quantization quantization = quantizationOf(inputSpec);
    ByteBuffer bytes = input.asBytes();
    boolean signed = input.dtype() == DType.INT8;
    for (float pixel : image) {
      int q = Math.round(pixel / quantization.scale(0)) + quantization.zeroPoint(0);
      bytes.put((byte) Math.max(signed ? -128 : 0, Math.min(signed ? 127 : 255, q)));
    }
  }

  private void read(Tensor output, float[] scores) {
    if (output.elements() != scores.length) {
      throw new ModelLoadException("expected ten scores, got " + output);
    }
    if (output.dtype() == DType.FLOAT32) {
      output.asFloats().get(scores);
      return;
    }
    Quantization quantization = quantizationOf(outputSpec);
    ByteBuffer bytes = output.asBytes();
    boolean signed = output.dtype() == DType.INT8;
    for (int i = 0; i < scores.length; i++) {
      int q = signed ? bytes.get(i) : bytes.get(i) & 0xff;
      scores[i] = quantization.scale(0) * (q - quantization.zeroPoint(0));
    }
  }

  private static DType dtypeOf(TensorSpec spec) {
    // TorchScript does not tell; the network was trained in float32.
    return spec.dtype() == null ? DType.FLOAT32 : spec.dtype();
  }

  private static Shape shapeOf(Shape declared) {
    if (!declared.hasRank()) {
      return Shape.of(1, 1, 8, 8);
    }
    long[] dims = declared.dims();
    for (int i = 0; i < dims.length; i++) {
      // The batch; pixels and channel are fixed.
      dims[i] = dims[i] == Shape.DYNAMIC ? 1 : dims[i];
    }
    return Shape.of(dims);
  }

  private static Quantization quantizationOf(TensorSpec spec) {
    @Nullable Quantization quantization = spec.quantization();
    boolean bytes = spec.dtype() == DType.INT8 || spec.dtype() == DType.UINT8;
    if (!bytes || quantization == null || !quantization.isPerTensor()) {
      throw new ModelLoadException(
          "expected float32, or bytes with one scale and zero point, got " + spec);
    }
    return quantization;
  }

  @Override
  public void close() {
    binding.close();
  }
}
