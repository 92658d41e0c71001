package io.infer4j.window;

import io.infer4j.DType;
import io.infer4j.RunCancelledException;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.util.Arrays;
import java.util.Objects;

/**
 * Runs a model that takes images (or volumes, any number of dimensions) of one size over larger
 * ones, window by window, and blends the results: MONAI's {@code sliding_window_inference}.
 * Immutable; each method gives a changed copy.
 *
 * <pre>{@code
 * GridWindows grid = GridWindows.of(96, 96).overlap(0.5).blend(Blend.gaussian());
 * Tensor labels = grid.run(image, Predictor.of(io, "image", "labels"));
 * }</pre>
 *
 * <p>Windows begin every int(size * (1 - overlap)) elements, computed in doubles, at least 1; the
 * last is shifted back flush with the end. Images that are smaller than a window are padded, half
 * of what is missing (rounded down) before and the rest after, and the result is cut to the image.
 */
public final class GridWindows {
  private final int[] size;
  private final double[] overlap;
  private final Blend blend;
  private final Border border;
  private final float fill;

  private GridWindows(int[] size, double[] overlap, Blend blend, Border border, float fill) {
    this.size = size;
    this.overlap = overlap;
    this.blend = Objects.requireNonNull(blend, "blend");
    this.border = Objects.requireNonNull(border, "border");
    this.fill = fill;
  }

  /**
   * Windows of that size with MONAI's defaults: overlap 0.25, mean, zeros around small images.
   *
   * @param size one for each spatial dimension, such as height and width
   * @throws IllegalArgumentException if there is none, or one is below 1
   */
  public static GridWindows of(int... size) {
    if (size.length == 0) {
      throw new IllegalArgumentException("expected a size for each dimension, got none");
    }
    for (int n : size) {
      Checks.positive("a window size", n);
    }
    double[] overlap = new double[size.length];
    Arrays.fill(overlap, 0.25);
    return new GridWindows(size.clone(), overlap, Blend.mean(), Border.CONSTANT, 0);
  }

  /**
   * With that part of a window shared with its neighbour, in each dimension.
   *
   * @param ratio one for all dimensions, or one for each
   * @throws IllegalArgumentException if one is NaN, negative, or not less than 1; or if their
   *     number does not fit
   */
  public GridWindows overlap(double... ratio) {
    if (ratio.length != 1 && ratio.length != size.length) {
      throw new IllegalArgumentException(
          "expected 1 or " + size.length + " overlap ratios, got " + ratio.length);
    }
    double[] all = new double[size.length];
    for (int dim = 0; dim < size.length; dim++) {
      all[dim] = Checks.ratio(ratio[ratio.length == 1 ? 0 : dim]);
    }
    return new GridWindows(size, all, blend, border, fill);
  }

  /** With results blended in that way. */
  public GridWindows blend(Blend newBlend) {
    return new GridWindows(size, overlap, newBlend, border, fill);
  }

  /** With small images padded in that way; {@link Border#CONSTANT} with zeros. */
  public GridWindows border(Border newBorder) {
    return new GridWindows(size, overlap, blend, newBorder, 0);
  }

  /** With small images padded with that value. */
  public GridWindows fill(float value) {
    return new GridWindows(size, overlap, blend, Border.CONSTANT, value);
  }

  /**
   * The windows over an image of that size.
   *
   * @throws IllegalArgumentException if the number of dimensions differs, or one is below 1
   */
  public GridPlan plan(int... image) {
    if (image.length != size.length) {
      throw new IllegalArgumentException(
          "expected an image of " + size.length + " dimensions, got " + Arrays.toString(image));
    }
    return new GridPlan(image, size, overlap);
  }

  /** {@link #run(Tensor, Predictor, Progress)} to its end. */
  public Tensor run(Tensor image, Predictor predictor) {
    return run(image, predictor, (done, total) -> true);
  }

  /**
   * Runs all windows of some images, in batches as large as the predictor takes, and blends the
   * results. A batch may hold windows of two images.
   *
   * @param image float32 [n, channels, spatial...]
   * @param predictor takes float32 [batch, channels, size...], gives float32 [batch, any, size...]
   * @param progress hears of each batch and may stop
   * @return float32 [n, any, spatial...] in memory of its own
   * @throws IllegalArgumentException if a shape or dtype is another, or the image is too small for
   *     the {@link Border} to pad
   * @throws RunCancelledException if {@code progress} says so
   */
  public Tensor run(Tensor image, Predictor predictor, Progress progress) {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(predictor, "predictor");
    Objects.requireNonNull(progress, "progress");
    int rank = size.length;
    if (image.dtype() != DType.FLOAT32 || image.shape().rank() != rank + 2) {
      throw new IllegalArgumentException(
          "expected an image of float32[n, channels, "
              + rank
              + " spatial dimensions], got "
              + image.dtype()
              + image.shape());
    }
    int[] spatial = new int[rank];
    for (int dim = 0; dim < rank; dim++) {
      spatial[dim] = (int) image.shape().dim(dim + 2);
    }
    GridPlan plan = plan(spatial);
    int channels = (int) image.shape().dim(1);
    Tensor input = predictor.input();
    int batch = checkInput(input, channels);
    GridReader reader = new GridReader(plan, image, border, fill);
    GridBlender blender = null;

    long total = image.shape().dim(0) * plan.count();
    for (long done = 0; done < total; ) {
      int count = (int) Math.min(batch, total - done);
      for (int i = 0; i < count; i++) {
        reader.read(done + i, input, i);
      }
      Tensor output = predictor.predict(count);
      checkOutput(output, count);
      if (blender == null) {
        int outputs = (int) output.shape().dim(1);
        blender = new GridBlender(plan, (int) image.shape().dim(0), outputs, blend);
      }
      for (int i = 0; i < count; i++) {
        blender.add(done + i, output, i);
      }
      done += count;
      if (!progress.update(done, total)) {
        throw new RunCancelledException("stopped after " + done + " of " + total + " windows");
      }
    }
    if (blender == null) {
      throw new IllegalArgumentException("expected one image or more, got " + image.shape());
    }
    return blender.result();
  }

  private int checkInput(Tensor input, int channels) {
    Shape shape = input.shape();
    if (input.dtype() != DType.FLOAT32
        || shape.rank() != size.length + 2
        || shape.dim(0) < 1
        || shape.dim(1) != channels
        || !hasWindowSize(shape)) {
      throw new IllegalArgumentException(
          "expected a predictor with an input of float32"
              + expected("batch", Integer.toString(channels))
              + ", got "
              + input.dtype()
              + shape);
    }
    return (int) Math.min(Integer.MAX_VALUE, shape.dim(0));
  }

  private void checkOutput(Tensor output, int count) {
    Shape shape = output.shape();
    if (output.dtype() != DType.FLOAT32
        || shape.rank() != size.length + 2
        || shape.dim(0) < count
        || !hasWindowSize(shape)) {
      throw new IllegalArgumentException(
          "expected results of float32"
              + expected(count + " or more", "any")
              + ", got "
              + output.dtype()
              + shape);
    }
  }

  private boolean hasWindowSize(Shape shape) {
    for (int dim = 0; dim < size.length; dim++) {
      if (shape.dim(dim + 2) != size[dim]) {
        return false;
      }
    }
    return true;
  }

  private String expected(String first, String second) {
    StringBuilder text = new StringBuilder("[").append(first).append(", ").append(second);
    for (int n : size) {
      text.append(", ").append(n);
    }
    return text.append(']').toString();
  }

  /** For instance {@code windows of [96, 96], overlap [0.25, 0.25], mean}. */
  @Override
  public String toString() {
    return "windows of "
        + Arrays.toString(size)
        + ", overlap "
        + Arrays.toString(overlap)
        + ", "
        + blend;
  }
}
