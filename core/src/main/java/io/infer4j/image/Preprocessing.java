package io.infer4j.image;

import io.infer4j.Layout;
import io.infer4j.Quantization;
import io.infer4j.Shape;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Says what a model wants of an image: size, resize convention, fit, normalisation, channel order,
 * layout. Immutable and thread-safe; each method gives a changed copy. {@link ImagePreparer} does
 * the work.
 *
 * <p>Unless said otherwise the whole image is stretched to the target, the channels are {@link
 * ChannelOrder#RGB}, the layout is {@link Layout#NCHW}, and values stay 0 to 255.
 *
 * <p>The element type is the target tensor's:
 *
 * <ul>
 *   <li>{@code float32}: {@code real = (value * scale - mean) / std}, computed in {@code double} as
 *       {@code value * (scale / std) + (-mean / std)} and rounded once.
 *   <li>{@code float16}: that float, rounded to nearest, ties to even.
 *   <li>{@code uint8}, {@code int8}: {@code real / scale + zeroPoint} of the {@linkplain
 *       #quantization quantization}, as TensorFlow Lite's Quantize: the float is divided in {@code
 *       float}, rounded to the nearest integer, halves away from zero, the zero point is added and
 *       the sum clamped. Without a quantization the scale is 1 and the zero point 0.
 * </ul>
 */
public final class Preprocessing {
  private enum Fit {
    STRETCH,
    LETTERBOX,
    CENTER_CROP
  }

  private final int width;
  private final int height;
  private final Resize resize;
  private Fit fit = Fit.STRETCH;

  /** What the shorter side is resized to before a centre crop; 0 for no resize. */
  private int shorterSide;

  private int[] pad = {0, 0, 0};
  private double scale = 1;
  private double[] mean = {0};
  private double[] std = {1};
  private ChannelOrder order = ChannelOrder.RGB;
  private Layout layout = Layout.NCHW;
  private @Nullable Quantization quantization;

  private Preprocessing(int width, int height, Resize resize) {
    this.width = width;
    this.height = height;
    this.resize = resize;
  }

  private Preprocessing(Preprocessing from) {
    this(from, from.width, from.height);
  }

  private Preprocessing(Preprocessing from, int width, int height) {
    this(width, height, from.resize);
    fit = from.fit;
    shorterSide = from.shorterSide;
    pad = from.pad;
    scale = from.scale;
    mean = from.mean;
    std = from.std;
    order = from.order;
    layout = from.layout;
    quantization = from.quantization;
  }

  /**
   * The image stretched to {@code width} by {@code height}, whatever its aspect ratio.
   *
   * @throws IllegalArgumentException if a size is below 1
   */
  public static Preprocessing to(int width, int height, Resize resize) {
    checkSize(width, height);
    return new Preprocessing(width, height, Objects.requireNonNull(resize, "resize"));
  }

  /**
   * Keeps the aspect ratio: the shorter side becomes {@code side}, and the middle is cut out, a
   * square unless {@link #centerCrop} says otherwise: {@code resizeShorterSide(256,
   * PILLOW).centerCrop(224, 224)}. As torchvision's {@code Resize}: the longer side becomes side *
   * longer / shorter, rounded down.
   *
   * @throws IllegalArgumentException if {@code side} is below 1
   */
  public static Preprocessing resizeShorterSide(int side, Resize resize) {
    if (side < 1) {
      throw new IllegalArgumentException("expected a shorter side of at least 1, got " + side);
    }
    Preprocessing square = to(side, side, resize).centerCrop(side, side);
    square.shorterSide = side;
    return square;
  }

  private static void checkSize(int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "expected a target of at least 1x1, got " + width + "x" + height);
    }
  }

  // ---- fit

  /**
   * Keeps the aspect ratio: the image becomes as large as fits, in the middle, and the rest takes a
   * colour. As YOLO's letterbox (Ultralytics): with r = min(width / w, height / h) the scaled size
   * is w r by h r, each rounded to the nearest integer, halves to even, at least 1; where the
   * remaining space is odd, the larger half lies right and below.
   *
   * @param red the colour of the rest, 0 to 255, before normalisation; YOLO has 114, 114, 114
   * @throws IllegalArgumentException if a component is not within 0 to 255
   */
  public Preprocessing letterbox(int red, int green, int blue) {
    for (int component : new int[] {red, green, blue}) {
      if (component < 0 || component > 255) {
        throw new IllegalArgumentException(
            "expected a colour of components from 0 to 255, got ("
                + red
                + ", "
                + green
                + ", "
                + blue
                + ")");
      }
    }
    Preprocessing copy = new Preprocessing(this);
    copy.fit = Fit.LETTERBOX;
    copy.shorterSide = 0;
    copy.pad = new int[] {red, green, blue};
    return copy;
  }

  /**
   * Cuts the middle out of the image as it is, or as it was {@linkplain #resizeShorterSide
   * resized}. As torchvision's {@code CenterCrop}: it begins at half the difference, halves to
   * even. Where the image is smaller than the target it lies in the middle, with the larger half of
   * an odd rest right and below, and the rest is black.
   *
   * @throws IllegalArgumentException if a size is below 1
   */
  public Preprocessing centerCrop(int targetWidth, int targetHeight) {
    checkSize(targetWidth, targetHeight);
    Preprocessing copy = new Preprocessing(this, targetWidth, targetHeight);
    copy.fit = Fit.CENTER_CROP;
    copy.pad = new int[] {0, 0, 0};
    return copy;
  }

  // ---- values

  /**
   * What pixel values (0 to 255) are multiplied by first; {@code 1 / 255.0} gives 0 to 1.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public Preprocessing scale(double factor) {
    checkFinite("scale", factor);
    Preprocessing copy = new Preprocessing(this);
    copy.scale = factor;
    return copy;
  }

  /**
   * What is subtracted after scaling.
   *
   * @param perChannel one value for all channels, or one each in the tensor's channel order
   * @throws IllegalArgumentException if their number is another or one is not finite
   */
  public Preprocessing mean(double... perChannel) {
    for (double value : perChannel) {
      checkFinite("mean", value);
    }
    Preprocessing copy = new Preprocessing(this);
    copy.mean = perChannel.clone();
    return copy.checked();
  }

  /**
   * What is divided by last.
   *
   * @param perChannel one value for all channels, or one each in the tensor's channel order
   * @throws IllegalArgumentException if their number is another or one is zero, negative or not
   *     finite
   */
  public Preprocessing std(double... perChannel) {
    for (double value : perChannel) {
      if (!(value > 0) || Double.isInfinite(value)) {
        throw new IllegalArgumentException(
            "expected a std above 0 and finite, got " + Arrays.toString(perChannel));
      }
    }
    Preprocessing copy = new Preprocessing(this);
    copy.std = perChannel.clone();
    return copy.checked();
  }

  /**
   * What an {@code int8} or {@code uint8} target's numbers stand for, usually the input's {@link
   * io.infer4j.TensorSpec#quantization}. Only such targets may then be filled.
   *
   * @throws IllegalArgumentException if it is per channel, or its scale is not above 0 and finite
   */
  public Preprocessing quantization(Quantization ofTarget) {
    if (!ofTarget.isPerTensor()) {
      throw new IllegalArgumentException(
          "expected one scale and zero point for the whole tensor, got " + ofTarget);
    }
    if (!(ofTarget.scale(0) > 0) || Float.isInfinite(ofTarget.scale(0))) {
      throw new IllegalArgumentException(
          "expected a quantization scale above 0 and finite, got " + ofTarget);
    }
    Preprocessing copy = new Preprocessing(this);
    copy.quantization = ofTarget;
    return copy;
  }

  // ---- order

  /**
   * What the channels are.
   *
   * @throws IllegalArgumentException if mean or std have been given for another number of channels
   */
  public Preprocessing channels(ChannelOrder ofTarget) {
    Preprocessing copy = new Preprocessing(this);
    copy.order = Objects.requireNonNull(ofTarget, "channel order");
    return copy.checked();
  }

  /**
   * The order of the axes.
   *
   * @throws IllegalArgumentException unless it is {@link Layout#NCHW} or {@link Layout#NHWC}
   */
  public Preprocessing layout(Layout ofTarget) {
    if (!ofTarget.equals(Layout.NCHW) && !ofTarget.equals(Layout.NHWC)) {
      throw new IllegalArgumentException("expected the layout NCHW or NHWC, got " + ofTarget);
    }
    Preprocessing copy = new Preprocessing(this);
    copy.layout = ofTarget;
    return copy;
  }

  // ---- facts

  /** Columns of the target. */
  public int width() {
    return width;
  }

  /** Rows of the target. */
  public int height() {
    return height;
  }

  /** The convention of the resize. */
  public Resize resize() {
    return resize;
  }

  /** The colour of a letterbox, red, green and blue; empty unless it is one. */
  public Optional<int[]> letterbox() {
    return fit == Fit.LETTERBOX ? Optional.of(pad.clone()) : Optional.empty();
  }

  /** Whether the middle is cut out. */
  public boolean isCenterCrop() {
    return fit == Fit.CENTER_CROP;
  }

  /** What the shorter side is resized to before a centre crop; empty where it is not. */
  public OptionalInt shorterSide() {
    return shorterSide == 0 ? OptionalInt.empty() : OptionalInt.of(shorterSide);
  }

  /** What pixel values are multiplied by. */
  public double scale() {
    return scale;
  }

  /** What is subtracted after scaling: one value for all channels, or one each. */
  public double[] mean() {
    return mean.clone();
  }

  /** What is divided by last: one value for all channels, or one each. */
  public double[] std() {
    return std.clone();
  }

  /** What the numbers of an {@code int8} or {@code uint8} target stand for, if that was said. */
  public Optional<Quantization> quantization() {
    return Optional.ofNullable(quantization);
  }

  /** The shape of a tensor for one image: {@code [1, C, H, W]} or {@code [1, H, W, C]}. */
  public Shape shape() {
    int c = order.channels();
    return layout.equals(Layout.NCHW)
        ? Shape.of(1, c, height, width)
        : Shape.of(1, height, width, c);
  }

  /** What the channels are. */
  public ChannelOrder channels() {
    return order;
  }

  /** The order of the axes. */
  public Layout layout() {
    return layout;
  }

  /**
   * Maps boxes that a model found in the target back to the image, in place: from target pixels to
   * pixels of the whole image as it was before any {@link Image#crop}. It undoes exactly what
   * {@link ImagePreparer} did, rounded sizes and offsets included: {@code x = (x - left) * width /
   * scaledWidth + cropX}, computed in {@code double} and rounded once. Boxes are not clipped to the
   * image. Thread-safe; allocates nothing that lives on.
   *
   * @param boxes any number of boxes {@code x1, y1, x2, y2}, one after the other
   * @throws IllegalArgumentException if the length is not a multiple of 4
   */
  public void boxesToImage(float[] boxes, Image image) {
    if (boxes.length % 4 != 0) {
      throw new IllegalArgumentException(
          "expected boxes of 4 floats each, got " + boxes.length + " floats");
    }
    Geometry geometry = place(image.width(), image.height());
    for (int i = 0; i < boxes.length; i += 2) {
      double x = (double) boxes[i] - geometry.left;
      double y = (double) boxes[i + 1] - geometry.top;
      boxes[i] = (float) (x * image.width() / geometry.scaledWidth + image.left);
      boxes[i + 1] = (float) (y * image.height() / geometry.scaledHeight + image.top);
    }
  }

  /** Where an image of this size lands. */
  Geometry place(int imageWidth, int imageHeight) {
    return switch (fit) {
      case STRETCH -> new Geometry(width, height, 0, 0);
      case LETTERBOX -> Geometry.letterbox(imageWidth, imageHeight, width, height);
      case CENTER_CROP -> Geometry.centerCrop(imageWidth, imageHeight, shorterSide, width, height);
    };
  }

  /** What pixel values become: {@code value * factor(c) + offset(c)}. */
  double factor(int channel) {
    return scale / at(std, channel);
  }

  double offset(int channel) {
    return -at(mean, channel) / at(std, channel);
  }

  /** The value of the space that the image leaves free, 0 to 255. */
  int pad(int channel) {
    return switch (order) {
      case RGB -> pad[channel];
      case BGR -> pad[2 - channel];
      case GRAY -> GrayRows.gray(pad[0], pad[1], pad[2]);
    };
  }

  private static double at(double[] values, int channel) {
    return values[values.length == 1 ? 0 : channel];
  }

  private Preprocessing checked() {
    checkCount("mean", mean);
    checkCount("std", std);
    return this;
  }

  private void checkCount(String what, double[] values) {
    int channels = order.channels();
    if (values.length != 1 && values.length != channels) {
      throw new IllegalArgumentException(
          "expected a "
              + what
              + " of 1 value"
              + (channels == 1 ? "" : " or " + channels)
              + " for "
              + order
              + ", got "
              + values.length);
    }
  }

  private static void checkFinite(String what, double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("expected a finite " + what + ", got " + value);
    }
  }

  /** All of it in a line, in the order in which it is done. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(width).append('x').append(height);
    text.append(' ').append(resize);
    if (fit == Fit.LETTERBOX) {
      text.append(", letterbox ").append(Arrays.toString(pad));
    } else if (fit == Fit.CENTER_CROP) {
      text.append(", centre crop");
      if (shorterSide > 0) {
        text.append(" of shorter side ").append(shorterSide);
      }
    }
    text.append(", scale ").append((float) scale);
    text.append(", mean ").append(Arrays.toString(mean));
    text.append(", std ").append(Arrays.toString(std));
    if (quantization != null) {
      text.append(", ").append(quantization);
    }
    return text.append(", ").append(order).append(' ').append(layout).toString();
  }
}
