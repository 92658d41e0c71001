package io.infer4j.tflite.writer;

import org.tensorflow.lite.schema.ActivationFunctionType;

/** What an operator does to each of its results. */
public enum Activation {
  /** Nothing. */
  NONE(ActivationFunctionType.NONE),
  /** Negative results become 0. */
  RELU(ActivationFunctionType.RELU),
  /** Results are held in 0 to 6. */
  RELU6(ActivationFunctionType.RELU6);

  final byte code;

  Activation(byte code) {
    this.code = code;
  }
}
