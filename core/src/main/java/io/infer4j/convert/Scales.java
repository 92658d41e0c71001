package io.infer4j.convert;

import io.infer4j.Quantization;
import org.jspecify.annotations.Nullable;

/** A quantization in arrays, for loops. */
final class Scales {
  final float[] scale;
  final int[] zeroPoint;

  /** One scale of 1 where there is no quantization. */
  Scales(@Nullable Quantization quantization) {
    int channels = quantization == null ? 1 : quantization.channels();
    scale = new float[channels];
    zeroPoint = new int[channels];
    for (int i = 0; i < channels; i++) {
      scale[i] = quantization == null ? 1 : quantization.scale(i);
      zeroPoint[i] = quantization == null ? 0 : quantization.zeroPoint(i);
    }
  }
}
