/** PyTorch behind infer4j. */
module io.infer4j.torch {
  requires io.infer4j;
  requires org.bytedeco.javacpp;
  requires org.bytedeco.openblas;
  requires org.bytedeco.pytorch;
  requires org.slf4j;
  requires static org.jspecify;

  exports io.infer4j.torch;

  provides io.infer4j.spi.InferenceEngine with
      io.infer4j.torch.TorchEngine;
}
