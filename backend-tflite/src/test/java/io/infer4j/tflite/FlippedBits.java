package io.infer4j.tflite;

import io.infer4j.DType;
import io.infer4j.InferenceException;
import io.infer4j.Model;
import io.infer4j.ModelSource;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Run in a JVM of its own: loads and runs a model of which some bits are wrong, again and again.
 */
final class FlippedBits {
  private FlippedBits() {}

  public static void main(String[] args) {
    byte[] whole = Models.bytes("fc");
    Random random = new Random(42);
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] flipped = whole.clone();
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      try (Model model = Model.load(ModelSource.of(flipped))) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (TensorSpec input : model.inputs()) {
          long[] dims = input.shape().dims();
          for (int d = 0; d < dims.length; d++) {
            dims[d] = Math.max(1, Math.min(dims[d], 1000));
          }
          DType dtype = input.dtype();
          inputs.put(input.name(), Tensor.allocate(dtype, dims));
        }
        model.run(inputs);
      } catch (InferenceException | IllegalArgumentException e) {
        refused++;
      }
    }
    System.out.println(refused + " refused");
  }
}
