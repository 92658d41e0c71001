package io.infer4j.convert;

import io.infer4j.Shape;
import java.util.Arrays;

/**
 * The axes of a tensor and of the same one with its axes in another order, as few of them as can
 * be: axes of size 1 are left out, neighbours that stay neighbours are one. Two of them make tiles:
 * columns lie side by side in the source, rows do in the target. Where that is one and the same
 * axis, it is the columns', and there is one row.
 */
final class AxisWalk {
  final boolean isEmpty;

  /** -1 where there is one row. */
  final int rowAxis;

  /** -1 where there is one element in all. */
  final int columnAxis;

  final int rows;
  final int columns;

  /** From one row to the next in the source. */
  final int rowStride;

  /** From one column to the next in the target. */
  final int columnStride;

  private final int rank;
  private final int[] size;
  private final int[] sourceStride;
  private final int[] targetStride;

  /** For each axis of the source, which of these it is a part of; -1 where it was left out. */
  private final int[] axisOfSource;

  /**
   * Joins the axes.
   *
   * @param order for each axis of the target, which axis of the source it is
   * @param kept an axis of the source that is not joined with others, -1 for none
   * @param alsoKept another one
   */
  AxisWalk(Shape source, int[] order, int kept, int alsoKept) {
    axisOfSource = new int[order.length];
    Arrays.fill(axisOfSource, -1);
    size = new int[order.length];
    sourceStride = new int[order.length];
    targetStride = new int[order.length];
    int joined = 0;
    int before = -1;
    for (int axis : order) {
      if (source.dim(axis) == 1) {
        continue;
      }
      boolean alone = axis == kept || axis == alsoKept || before == kept || before == alsoKept;
      if (before >= 0 && !alone && next(source, before) == axis) {
        joined--;
        size[joined] *= (int) source.dim(axis);
      } else {
        size[joined] = (int) source.dim(axis);
      }
      sourceStride[joined] = stride(source, axis);
      axisOfSource[axis] = joined;
      joined++;
      before = axis;
    }
    rank = joined;
    boolean empty = false;
    int stride = 1;
    for (int i = rank - 1; i >= 0; i--) {
      targetStride[i] = stride;
      stride *= size[i];
      empty |= size[i] == 0;
    }
    isEmpty = empty;
    int column = -1;
    for (int i = 0; i < rank; i++) {
      column = sourceStride[i] == 1 ? i : column;
    }
    boolean same = column == rank - 1;
    columnAxis = column;
    rowAxis = same ? -1 : rank - 1;
    columns = column < 0 ? 1 : size[column];
    rows = same ? 1 : size[rank - 1];
    rowStride = same ? 0 : sourceStride[rank - 1];
    columnStride = column < 0 ? 1 : targetStride[column];
  }

  /** The axis behind this one in the source, those of size 1 not counted; -1 if none. */
  private static int next(Shape source, int axis) {
    for (int i = axis + 1; i < source.rank(); i++) {
      if (source.dim(i) != 1) {
        return i;
      }
    }
    return -1;
  }

  private static int stride(Shape source, int axis) {
    int stride = 1;
    for (int i = axis + 1; i < source.rank(); i++) {
      stride *= (int) source.dim(i);
    }
    return stride;
  }

  /** The axis that an axis of the source that was kept is now, -1 for -1. */
  int axisOf(int sourceAxis) {
    return sourceAxis < 0 ? -1 : axisOfSource[sourceAxis];
  }

  /** An index of the first tile's corner. */
  int[] start() {
    return new int[rank];
  }

  /** Steps along the axes that are neither rows nor columns; false, and at the start, when done. */
  boolean step(int[] index) {
    for (int i = rank - 1; i >= 0; i--) {
      if (i != rowAxis && i != columnAxis) {
        index[i]++;
        if (index[i] < size[i]) {
          return true;
        }
        index[i] = 0;
      }
    }
    return false;
  }

  /** Where that index is in the source. */
  int source(int[] index) {
    return offset(index, sourceStride);
  }

  /** Where that index is in the target. */
  int target(int[] index) {
    return offset(index, targetStride);
  }

  private static int offset(int[] index, int[] strides) {
    int offset = 0;
    for (int i = 0; i < index.length; i++) {
      offset += index[i] * strides[i];
    }
    return offset;
  }
}
