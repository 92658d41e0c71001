/** One inference API for the JVM: the API for apps, the SPI for backends, tensors and files. */
module io.infer4j {
  requires org.slf4j;
  requires static org.jspecify;
  requires static java.desktop; // io.infer4j.image.awt alone

  exports io.infer4j;
  exports io.infer4j.bundle;
  exports io.infer4j.clip;
  exports io.infer4j.compare;
  exports io.infer4j.image;
  exports io.infer4j.image.awt;
  exports io.infer4j.nms;
  exports io.infer4j.npy;
  exports io.infer4j.score;
  exports io.infer4j.spi;
  exports io.infer4j.spi.support;
  exports io.infer4j.window;

  uses io.infer4j.spi.InferenceEngine;
}
