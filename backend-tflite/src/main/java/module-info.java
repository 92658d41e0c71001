/** TensorFlow Lite behind infer4j. */
module io.infer4j.tflite {
  requires io.infer4j;
  requires org.bytedeco.javacpp;
  requires org.bytedeco.tensorflowlite;
  requires static org.jspecify;

  exports io.infer4j.tflite;

  provides io.infer4j.spi.InferenceEngine with
      io.infer4j.tflite.TfliteEngine;
}
