package io.infer4j.image;

import io.infer4j.DType;
import io.infer4j.Layout;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes images to tensors as a {@link Preprocessing} says, in one pass: source rows in, target
 * rows out, straight in the tensor's memory. Only the source pixels that are needed are read.
 *
 * <p>For one thread at a time; make one for each thread. It keeps tables for the last size and
 * format of image, and views of the last image and tensor: from the second call of the same size
 * and format on, into the same tensor, nothing is allocated (from direct buffers: the same {@link
 * Image}, too).
 */
public final class ImagePreparer {
  private final Preprocessing preprocessing;
  private final Resampler resampler;
  private @Nullable RowReader reader;
  private @Nullable PixelFormat format;
  private int width;
  private int height;
  private int[] sourceColumns = {};
  private Axis rows = new Axis(0, 0, 0, 0);
  private @Nullable RowWriter writer;
  private @Nullable DType dtype;
  private @Nullable Tensor target;
  private int images;

  /** A workspace of its own for this preprocessing. */
  public ImagePreparer(Preprocessing preprocessing) {
    this.preprocessing = Objects.requireNonNull(preprocessing, "preprocessing");
    this.resampler = Resampler.of(preprocessing.resize());
  }

  /** What is done to images. */
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /**
   * A new {@code float32} tensor of {@link Preprocessing#shape} with that image.
   *
   * @throws IllegalStateException if the preprocessing has a quantization: {@link #prepare(Image,
   *     Tensor)} is told what dtype that is for
   */
  public Tensor prepare(Image image) {
    if (preprocessing.quantization().isPresent()) {
      throw new IllegalStateException(
          "the preprocessing has a quantization; use prepare(image, target) with a target of int8"
              + " or uint8");
    }
    Tensor made = Tensor.allocate(DType.FLOAT32, preprocessing.shape());
    prepare(image, made);
    return made;
  }

  /**
   * Writes one image to a tensor for one image.
   *
   * @param target {@code float32}, {@code float16}, {@code uint8} or {@code int8} of shape {@code
   *     [1, C, H, W]} or {@code [C, H, W]}, for {@link Layout#NHWC} {@code [1, H, W, C]} or {@code
   *     [H, W, C]}; every element is written
   * @throws IllegalArgumentException if the target has another shape or dtype, is read-only, or
   *     does not go with the preprocessing's quantization
   */
  public void prepare(Image image, Tensor target) {
    check(target);
    if (images != 1) {
      throw new IllegalArgumentException(
          "expected a tensor for one image, got "
              + target.dtype()
              + target.shape()
              + "; say which of its images with prepare(image, target, index)");
    }
    write(image, target, 0);
  }

  /**
   * Writes one image to its place in a batch; the other images stay as they are.
   *
   * @param target as {@link #prepare(Image, Tensor)}, with any N
   * @param index from 0 to N - 1
   * @throws IllegalArgumentException as {@link #prepare(Image, Tensor)}, or if the index is out of
   *     range
   */
  public void prepare(Image image, Tensor target, int index) {
    check(target);
    if (index < 0 || index >= images) {
      throw new IllegalArgumentException(
          "expected an index from 0 to "
              + (images - 1)
              + " for "
              + target.dtype()
              + target.shape()
              + ", got "
              + index);
    }
    write(image, target, index);
  }

  private void write(Image image, Tensor tensor, int index) {
    RowReader in = readerFor(image);
    RowWriter out = writerFor(tensor);
    if (image.width() != width || image.height() != height) {
      plan(image, in, out);
    }
    in.open(image, sourceColumns);
    resampler.restart();
    out.start(index);
    for (int y = 0; y < rows.at; y++) {
      out.writeBorder();
    }
    for (int y = 0; y < rows.count; y++) {
      resampler.row(y, in, out);
    }
    for (int y = rows.at + rows.count; y < preprocessing.height(); y++) {
      out.writeBorder();
    }
  }

  private void plan(Image image, RowReader in, RowWriter out) {
    // Until all is done no size is planned, so that a failure half-way leaves nothing behind.
    width = 0;
    Geometry geometry = preprocessing.place(image.width(), image.height());
    Axis columns =
        new Axis(image.width(), geometry.scaledWidth, geometry.left, preprocessing.width());
    rows = new Axis(image.height(), geometry.scaledHeight, geometry.top, preprocessing.height());
    resampler.plan(columns, rows, in.samples);
    sourceColumns = resampler.sourceColumns();
    int[] samples = image.format.samplesFor(preprocessing.channels());
    out.place(columns.at, columns.count, samples);
    width = image.width();
    height = image.height();
  }

  private RowReader readerFor(Image image) {
    RowReader current = reader;
    if (current == null || image.format != format) {
      current = RowReader.of(image.format, preprocessing.channels());
      reader = current;
      format = image.format;
      width = 0; // its pixels may have fewer samples
    }
    return current;
  }

  private RowWriter writerFor(Tensor tensor) {
    RowWriter current = writer;
    if (current == null || tensor.dtype() != dtype) {
      current = RowWriter.of(tensor.dtype(), preprocessing);
      writer = current;
      dtype = tensor.dtype();
      target = null;
      width = 0; // the new one knows of no border yet
    }
    if (tensor != target) {
      current.open(tensor);
      target = tensor;
    }
    return current;
  }

  private void check(Tensor tensor) {
    if (tensor == target) {
      return;
    }
    target = null;
    DType actual = tensor.dtype();
    boolean bytes = actual == DType.INT8 || actual == DType.UINT8;
    if (!bytes
        && (preprocessing.quantization().isPresent()
            || (actual != DType.FLOAT32 && actual != DType.FLOAT16))) {
      throw new IllegalArgumentException(
          "expected a tensor of "
              + (preprocessing.quantization().isPresent() ? "" : "float32, float16, ")
              + "uint8 or int8, got "
              + actual
              + tensor.shape());
    }
    Shape shape = tensor.shape();
    long c = preprocessing.channels().channels();
    long h = preprocessing.height();
    long w = preprocessing.width();
    boolean planar = preprocessing.layout().equals(Layout.NCHW);
    Shape one = planar ? Shape.of(c, h, w) : Shape.of(h, w, c);
    Shape batch = planar ? Shape.of(-1, c, h, w) : Shape.of(-1, h, w, c);
    if (!one.accepts(shape) && !batch.accepts(shape)) {
      throw new IllegalArgumentException(
          "expected a tensor of shape "
              + one
              + " or "
              + batch.toString().replace("?", "N")
              + ", got "
              + actual
              + shape);
    }
    if (tensor.isReadOnly()) {
      throw new IllegalArgumentException(
          "expected a tensor that can be written, got a read-only " + actual + shape);
    }
    images = shape.rank() == 3 ? 1 : (int) shape.dim(0);
  }
}
