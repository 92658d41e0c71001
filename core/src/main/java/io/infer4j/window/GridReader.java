package io.infer4j.window;

import io.infer4j.Tensor;
import java.nio.Buffer;
import java.nio.FloatBuffer;

/** Copies windows out of images, padding as it goes, so that no padded image is ever made. */
final class GridReader {
  private final GridPlan plan;
  private final FloatBuffer image;

  /** The image again, for copies of whole rows, which move position and limit. */
  private final FloatBuffer row;

  private final float fill;
  private final int channels;

  /** For each dimension, the element of the image at each place of the padded one; -1 to fill. */
  private final int[][] source;

  private final int[] start;
  private int at;

  GridReader(GridPlan plan, Tensor image, Border border, float fill) {
    this.plan = plan;
    this.image = image.asFloats();
    this.row = image.asFloats();
    this.fill = fill;
    this.channels = (int) image.shape().dim(1);
    this.source = new int[plan.rank()][];
    this.start = new int[plan.rank()];
    for (int dim = 0; dim < plan.rank(); dim++) {
      source[dim] = source(dim, border);
    }
  }

  private int[] source(int dim, Border border) {
    int n = plan.image(dim);
    int before = plan.padBefore(dim);
    int after = plan.padded(dim) - n - before;
    boolean tooSmall =
        (border == Border.REFLECT && after >= n) || (border == Border.CIRCULAR && after > n);
    if (tooSmall) {
      throw new IllegalArgumentException(
          border
              + " cannot pad "
              + n
              + " elements in dimension "
              + dim
              + " by "
              + after
              + ": expected at least "
              + (border == Border.REFLECT ? after + 1 : after));
    }
    int[] source = new int[plan.padded(dim)];
    for (int i = 0; i < source.length; i++) {
      int x = i - before;
      if (x < 0 || x >= n) {
        x =
            switch (border) {
              case CONSTANT -> -1;
              case REFLECT -> x < 0 ? -x : 2 * (n - 1) - x;
              case REPLICATE -> x < 0 ? 0 : n - 1;
              case CIRCULAR -> Math.floorMod(x, n);
            };
      }
      source[i] = x;
    }
    return source;
  }

  /** Copies the window of that number, counted over all images, into a place of the batch. */
  void read(long number, Tensor batch, int place) {
    FloatBuffer target = batch.asFloats();
    int window = (int) (number % plan.count());
    int first = (int) (number / plan.count()) * channels;
    int elements = channels;
    for (int dim = 0; dim < start.length; dim++) {
      start[dim] = plan.start(window, dim);
      elements *= plan.size(dim);
    }
    at = place * elements;
    for (int c = 0; c < channels; c++) {
      read(0, first + c, target);
    }
  }

  /** Copies what lies at {@code index} in the dimensions before {@code dim}; -1 fills. */
  private void read(int dim, int index, FloatBuffer target) {
    int[] line = source[dim];
    int from = start[dim];
    int size = plan.size(dim);
    int base = index * plan.image(dim);
    if (dim < source.length - 1) {
      for (int i = from; i < from + size; i++) {
        read(dim + 1, index < 0 || line[i] < 0 ? -1 : base + line[i], target);
      }
    } else if (index >= 0 && plan.padded(dim) == plan.image(dim)) {
      ((Buffer) row).limit(base + from + size);
      ((Buffer) row).position(base + from);
      ((Buffer) target).position(at);
      target.put(row);
      at += size;
    } else {
      for (int i = from; i < from + size; i++) {
        target.put(at++, index < 0 || line[i] < 0 ? fill : image.get(base + line[i]));
      }
    }
  }
}
