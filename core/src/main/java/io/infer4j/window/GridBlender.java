package io.infer4j.window;

import io.infer4j.DType;
import io.infer4j.Tensor;
import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Sums up the results of windows over the padded images and divides by the weights. */
final class GridBlender {
  private final GridPlan plan;
  private final int images;
  private final int channels;
  private final boolean max;
  private final float[] weights;

  /** [images, channels, padded...] */
  private final float[] sums;

  /** [padded...]: the same for all images and channels, so the first image's windows fill it. */
  private final float[] totals;

  /** A row of a window's result; loops over arrays are fast, over buffers they are not. */
  private final float[] line;

  private final int rank;
  private final int[] place;

  GridBlender(GridPlan plan, int images, int channels, Blend blend) {
    this.plan = plan;
    this.images = images;
    this.channels = channels;
    this.max = blend.isMax();
    this.rank = plan.rank();
    this.place = new int[rank];
    int[] size = new int[rank];
    long elements = 1;
    for (int dim = 0; dim < rank; dim++) {
      size[dim] = plan.size(dim);
      elements = Math.multiplyExact(elements, plan.padded(dim));
    }
    long all = Math.multiplyExact(elements, (long) images * channels);
    if (all > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          images + " results of " + channels + " channels over " + plan + " are too large: " + all);
    }
    this.weights = blend.weights(size);
    this.sums = new float[(int) all];
    this.line = new float[plan.size(rank - 1)];
    this.totals = new float[(int) elements];
    if (max) {
      Arrays.fill(sums, Float.NEGATIVE_INFINITY);
      Arrays.fill(totals, 1);
    }
  }

  /** Adds the result at {@code index} of a batch for the window of that number over all images. */
  void add(long number, Tensor batch, int index) {
    FloatBuffer result = batch.asFloats();
    int window = (int) (number % plan.count());
    int image = (int) (number / plan.count());
    int row = plan.size(rank - 1);
    int rows = weights.length / row;
    for (int r = 0; r < rows; r++) {
      int target = target(window, r);
      int weight = r * row;
      for (int c = 0; c < channels; c++) {
        int from = (index * channels + c) * weights.length + weight;
        int to = (image * channels + c) * totals.length + target;
        addRow(result, from, weight, to);
      }
      if (image == 0 && !max) {
        for (int i = 0; i < row; i++) {
          totals[target + i] += weights[weight + i];
        }
      }
    }
  }

  private void addRow(FloatBuffer result, int from, int weight, int to) {
    ((Buffer) result).position(from);
    result.get(line);
    if (max) {
      for (int i = 0; i < line.length; i++) {
        sums[to + i] = Math.max(sums[to + i], line[i]);
      }
    } else {
      for (int i = 0; i < line.length; i++) {
        sums[to + i] += weights[weight + i] * line[i];
      }
    }
  }

  /** Where the {@code r}-th row of a window begins in the padded image. */
  private int target(int window, int r) {
    for (int dim = rank - 2, rest = r; dim >= 0; dim--) {
      place[dim] = rest % plan.size(dim);
      rest /= plan.size(dim);
    }
    place[rank - 1] = 0;
    int target = 0;
    for (int dim = 0; dim < rank; dim++) {
      target = target * plan.padded(dim) + plan.start(window, dim) + place[dim];
    }
    return target;
  }

  /** The blended results, cut to the images: [images, channels, spatial...]. */
  Tensor result() {
    long[] dims = new long[rank + 2];
    dims[0] = images;
    dims[1] = channels;
    for (int dim = 0; dim < rank; dim++) {
      dims[dim + 2] = plan.image(dim);
    }
    Tensor result = Tensor.allocate(DType.FLOAT32, dims);
    FloatBuffer out = result.asFloats();
    int perChannel = out.capacity() / (images * channels);
    for (int to = 0; to < out.capacity(); to++) {
      int from = cropped(to % perChannel);
      out.put(to, sums[to / perChannel * totals.length + from] / totals[from]);
    }
    return result;
  }

  /** The place in the padded image of an element of the image. */
  private int cropped(int element) {
    int from = 0;
    int scale = 1;
    int rest = element;
    for (int dim = rank - 1; dim >= 0; dim--) {
      from += (rest % plan.image(dim) + plan.padBefore(dim)) * scale;
      rest /= plan.image(dim);
      scale *= plan.padded(dim);
    }
    return from;
  }
}
