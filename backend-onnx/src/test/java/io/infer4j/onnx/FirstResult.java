package io.infer4j.onnx;

import io.infer4j.InferenceException;
import io.infer4j.Model;
import java.util.Arrays;

/** Run in a JVM of its own: prints the first result, or why there is none. */
final class FirstResult {
  private FirstResult() {}

  public static void main(String[] args) {
    try (Model model = Models.load("mlp.onnx")) {
      float[] y = model.run(Models.npy("mlp_input.npy").slice(0, 1)).single().toFloats();
      System.out.println(Arrays.toString(y));
    } catch (InferenceException e) {
      System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }
}
