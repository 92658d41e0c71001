package io.infer4j.tflite.writer;

import io.infer4j.Quantization;
import io.infer4j.Tensor;

/**
 * Float weights as int8 from -127 to 127 with zero point 0, as TensorFlow Lite's quantization
 * specification wants them: -128 is left out, so that the range is the same on both sides.
 */
record SymmetricWeights(Tensor int8, Quantization quantization) {

  static SymmetricWeights perTensor(Tensor weights) {
    float[] real = weights.toFloats();
    float scale = scale(real, 0, 1, real.length);
    return new SymmetricWeights(
        quantize(weights, new float[] {scale}, real.length), Quantization.perTensor(scale, 0));
  }

  static SymmetricWeights perChannel(Tensor weights, int axis) {
    int channels = (int) weights.shape().dim(axis);
    int inner = 1;
    for (int i = axis + 1; i < weights.shape().rank(); i++) {
      inner *= (int) weights.shape().dim(i);
    }
    float[] real = weights.toFloats();
    float[] scales = new float[channels];
    for (int channel = 0; channel < channels; channel++) {
      scales[channel] = scale(real, channel, channels, inner);
    }
    return new SymmetricWeights(
        quantize(weights, scales, inner), Quantization.perChannel(scales, new int[channels], axis));
  }

  /** Which channel element {@code i} is of: channels alternate every {@code inner} elements. */
  private static int channel(int i, int channels, int inner) {
    return i / inner % channels;
  }

  private static float scale(float[] real, int channel, int channels, int inner) {
    float most = 0;
    for (int i = 0; i < real.length; i++) {
      if (channel(i, channels, inner) == channel) {
        most = Math.max(most, Math.abs(real[i]));
      }
    }
    // A channel of zeros still needs a scale above 0.
    return most == 0 ? 1 : most / 127;
  }

  private static Tensor quantize(Tensor weights, float[] scales, int inner) {
    float[] real = weights.toFloats();
    byte[] steps = new byte[real.length];
    for (int i = 0; i < real.length; i++) {
      double step = real[i] / (double) scales[channel(i, scales.length, inner)];
      steps[i] = (byte) Math.max(-127, Math.min(127, Math.round(step)));
    }
    return Tensor.of(steps, weights.shape().dims());
  }

  Value in(TfliteGraph graph) {
    return graph.constant(int8).quantized(quantization);
  }
}
