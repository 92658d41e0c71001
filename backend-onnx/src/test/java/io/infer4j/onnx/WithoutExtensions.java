package io.infer4j.onnx;

import io.infer4j.ModelLoadException;

/** Prints what a model that needs ONNX Runtime Extensions says, in a JVM of its own. */
final class WithoutExtensions {
  private WithoutExtensions() {}

  public static void main(String[] args) {
    try {
      Models.load("string_upper.onnx").close();
    } catch (ModelLoadException e) {
      System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }
}
