package io.infer4j.tflite.writer;

/** What a window does at the borders of an image. */
public enum Padding {
  /** As if the image went on with zeros: {@code ceil(size / stride)} results. */
  SAME(org.tensorflow.lite.schema.Padding.SAME),
  /** Only windows that lie within the image. */
  VALID(org.tensorflow.lite.schema.Padding.VALID);

  final byte code;

  Padding(byte code) {
    this.code = code;
  }

  /** How many windows of {@code window} elements fit into {@code size} elements. */
  long windows(long size, long window, int stride) {
    return this == SAME
        ? (size + stride - 1) / stride
        : Math.floorDiv(size - window, (long) stride) + 1;
  }
}
