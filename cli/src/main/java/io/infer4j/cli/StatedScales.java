package io.infer4j.cli;

import io.infer4j.DType;
import io.infer4j.Quantization;
import io.infer4j.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds the quantization that the user has stated where the file does not tell it. */
final class StatedScales {
  private final BundleKeys keys;
  private final String prefix;

  /** For tensors whose keys begin with {@code prefix} and their canonical number. */
  StatedScales(BundleKeys keys, String prefix) {
    this.keys = keys;
    this.prefix = prefix;
  }

  /**
   * The file's specs with what was stated.
   *
   * @throws MissingKeysException if integers stand for real numbers and nobody says how
   */
  List<TensorSpec> applied(List<TensorSpec> file, List<TensorSpec> canonical) {
    List<TensorSpec> result = new ArrayList<>();
    for (int i = 0; i < file.size(); i++) {
      TensorSpec spec = file.get(i);
      DType dtype = spec.dtype();
      boolean bytes = dtype == DType.INT8 || dtype == DType.UINT8 || dtype == DType.INT16;
      boolean unknown = bytes && spec.quantization() == null;
      boolean allReal =
          canonical.stream()
              .allMatch(each -> each.dtype() != null && each.dtype().isFloatingPoint());
      if (unknown && allReal) {
        Quantization quantization = stated(indexOf(spec, i, canonical));
        if (quantization == null) {
          String key = prefix + indexOf(spec, i, canonical);
          throw new MissingKeysException(
              "'" + spec.name() + "' is " + dtype + " and the file has no scale for it",
              List.of(key + ".scale=0.0039215689", key + ".zero_point=0"));
        }
        spec = spec.withQuantization(quantization);
      }
      result.add(spec);
    }
    return result;
  }

  private static int indexOf(TensorSpec spec, int position, List<TensorSpec> canonical) {
    for (int i = 0; i < canonical.size(); i++) {
      if (canonical.get(i).name().equals(spec.name())) {
        return i;
      }
    }
    return position;
  }

  private @Nullable Quantization stated(int index) {
    String scale = keys.get(prefix + index + ".scale");
    if (scale == null) {
      return null;
    }
    try {
      String[] scales = scale.split(",", -1);
      float[] values = new float[scales.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = Float.parseFloat(scales[i].trim());
      }
      int[] zeroPoints = new int[values.length];
      String zero = keys.get(prefix + index + ".zero_point");
      if (zero != null) {
        String[] zeros = zero.split(",", -1);
        Arrays.setAll(
            zeroPoints, i -> Integer.parseInt(zeros[Math.min(i, zeros.length - 1)].trim()));
      }
      String axis = keys.get(prefix + index + ".axis");
      return axis == null
          ? Quantization.perTensor(values[0], zeroPoints[0])
          : Quantization.perChannel(values, zeroPoints, Integer.parseInt(axis));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--set " + prefix + index + ": expected numbers for scale, zero_point and axis", e);
    }
  }
}
