package io.infer4j.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.infer4j.Tensor;
import io.infer4j.onnx.file.Types;

/** ONNX Runtime's tensors over our memory. */
final class NativeTensors {
  private NativeTensors() {}

  /** A tensor that reads, and where it is an output writes, this one's memory. No strings. */
  static OnnxTensor create(OrtEnvironment env, Tensor tensor) throws OrtException {
    OnnxJavaType type = Types.toJava(tensor.dtype());
    return type == null
        ? UnsignedTensors.create(env, tensor)
        : OnnxTensor.createTensor(env, tensor.asBytes(), tensor.shape().dims(), type);
  }
}
