package io.infer4j.convert;

import io.infer4j.Tensor;
import java.util.Arrays;

/**
 * Writes one tensor from another: with its axes in another order, and other elements. Tile by tile,
 * so that both are read and written in runs. For one thread; allocates nothing.
 */
public final class Conversion {
  /** Rows or columns that are as short are taken whole; else tiles are squares of that side. */
  private static final int SIDE = 64;

  private final ElementBlock block;
  private final AxisWalk walk;

  /** The axis of the walk along which the scales of a side differ, -1 if none. */
  private final int readChannels;

  private final int writeChannels;
  private final int tileRows;
  private final int tileColumns;
  private final int[] index;

  /**
   * Prepares it.
   *
   * @param order for each axis of the target, which axis of the source it is
   */
  public Conversion(QuantizedTensor from, QuantizedTensor to, int[] order, IntegerOverflow misfit) {
    Tensor source = from.tensor;
    int channelsFrom = from.channelAxis();
    int channelsTo = to.channelAxis() < 0 ? -1 : order[to.channelAxis()];
    walk = new AxisWalk(source.shape(), order, channelsFrom, channelsTo);
    readChannels = walk.axisOf(channelsFrom);
    writeChannels = walk.axisOf(channelsTo);
    block = ElementBlock.between(from, to, source.elements(), misfit);
    index = walk.start();
    if (walk.rows <= SIDE || walk.columns > SIDE) {
      tileRows = Math.min(walk.rows, SIDE);
      tileColumns = walk.rows <= SIDE ? ElementBlock.ROOM / Math.max(1, walk.rows) : SIDE;
    } else {
      tileRows = ElementBlock.ROOM / Math.max(1, walk.columns);
      tileColumns = walk.columns;
    }
  }

  /** Of two tensors of one dtype, whose axes alone differ. */
  public static Conversion reorder(Tensor from, Tensor to, int[] order) {
    QuantizedTensor source = new QuantizedTensor(from, null, false);
    QuantizedTensor target = new QuantizedTensor(to, null, false);
    return new Conversion(source, target, order, new IntegerOverflow("", true));
  }

  /** Writes the target as the source is now. */
  public void run() {
    if (walk.isEmpty) {
      return;
    }
    // An earlier run may have ended with an exception.
    Arrays.fill(index, 0);
    do {
      for (int row = 0; row < walk.rows; row += tileRows) {
        for (int column = 0; column < walk.columns; column += tileColumns) {
          tile(row, column);
        }
      }
    } while (walk.step(index));
  }

  private void tile(int row, int column) {
    int rows = Math.min(tileRows, walk.rows - row);
    int columns = Math.min(tileColumns, walk.columns - column);
    read(row, rows, column, columns);
    if (rows > 1 && columns > 1) {
      block.turn(rows, columns);
    }
    write(row, rows, column, columns);
  }

  private void read(int row, int rows, int column, int columns) {
    int from = walk.source(index) + row * walk.rowStride + column;
    int channel = channel(readChannels, row, column);
    if (rows == 1) {
      block.read(from, 0, columns, channel, step(readChannels, walk.columnAxis));
    } else if (walk.rowStride == columns && isOneChannel(readChannels)) {
      block.read(from, 0, rows * columns, channel, 0);
    } else {
      int step = step(readChannels, walk.columnAxis);
      for (int i = 0; i < rows; i++) {
        block.read(
            from + i * walk.rowStride,
            i * columns,
            columns,
            channel(readChannels, row + i, column),
            step);
      }
    }
  }

  private void write(int row, int rows, int column, int columns) {
    int to = walk.target(index) + row + column * walk.columnStride;
    int channel = channel(writeChannels, row, column);
    if (rows == 1 && walk.columnStride == 1) {
      block.write(to, 0, columns, channel, step(writeChannels, walk.columnAxis));
    } else if (walk.columnStride == rows && isOneChannel(writeChannels)) {
      block.write(to, 0, rows * columns, channel, 0);
    } else {
      int step = step(writeChannels, walk.rowAxis);
      for (int i = 0; i < columns; i++) {
        block.write(
            to + i * walk.columnStride,
            i * rows,
            rows,
            channel(writeChannels, row, column + i),
            step);
      }
    }
  }

  /** Whether all elements of a tile have the same scale. */
  private boolean isOneChannel(int axis) {
    return axis < 0 || (axis != walk.rowAxis && axis != walk.columnAxis);
  }

  private static int step(int axis, int runAxis) {
    return axis >= 0 && axis == runAxis ? 1 : 0;
  }

  private int channel(int axis, int row, int column) {
    if (axis < 0) {
      return 0;
    }
    return axis == walk.rowAxis ? row : axis == walk.columnAxis ? column : index[axis];
  }
}
