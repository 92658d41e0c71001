/** ONNX Runtime behind infer4j. */
module io.infer4j.onnx {
  requires io.infer4j;
  requires com.microsoft.onnxruntime;
  requires org.slf4j;
  requires static org.jspecify;

  exports io.infer4j.onnx;

  provides io.infer4j.spi.InferenceEngine with
      io.infer4j.onnx.OnnxEngine;
}
