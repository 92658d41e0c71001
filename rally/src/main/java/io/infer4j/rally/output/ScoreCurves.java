package io.infer4j.rally.output;

import io.infer4j.rally.RallyListener;
import java.util.Arrays;

/**
 * The scores of a video of any length in a bounded number of columns: each holds the greatest of
 * its frames, since an event is a peak of a few. When the columns are full, two become one.
 */
final class ScoreCurves implements RallyListener {
  static final int MOST_COLUMNS = 8192;

  private final float[][] peaks;
  private final double[] seconds = new double[MOST_COLUMNS];
  private long framesPerColumn = 1;
  private long frames;
  private double lastSeconds;

  /**
   * Without frames yet.
   *
   * @param fineLabels how many fine labels there are
   */
  ScoreCurves(int fineLabels) {
    peaks = new float[1 + fineLabels][MOST_COLUMNS];
  }

  @Override
  public void onScores(long frame, double shown, float event, float[] fine) {
    if (frame / framesPerColumn >= MOST_COLUMNS) {
      halve();
    }
    int column = (int) (frame / framesPerColumn);
    if (frame % framesPerColumn == 0) {
      seconds[column] = shown;
    }
    peaks[0][column] = Math.max(peaks[0][column], event);
    for (int k = 0; k < fine.length; k++) {
      peaks[1 + k][column] = Math.max(peaks[1 + k][column], fine[k]);
    }
    frames = frame + 1;
    lastSeconds = shown;
  }

  private void halve() {
    int half = MOST_COLUMNS / 2;
    for (int i = 0; i < half; i++) {
      seconds[i] = seconds[2 * i];
      for (float[] curve : peaks) {
        curve[i] = Math.max(curve[2 * i], curve[2 * i + 1]);
      }
    }
    for (float[] curve : peaks) {
      Arrays.fill(curve, half, MOST_COLUMNS, 0);
    }
    framesPerColumn *= 2;
  }

  int columns() {
    return (int) ((frames + framesPerColumn - 1) / framesPerColumn);
  }

  long framesPerColumn() {
    return framesPerColumn;
  }

  /** The greatest score of the column's frames; curve 0 is the event's, then the fine labels'. */
  float peak(int curve, int column) {
    return peaks[curve][column];
  }

  /** When the last frame is shown. */
  double lastSeconds() {
    return lastSeconds;
  }

  /** When the column of that frame begins. */
  double seconds(long frame) {
    return seconds[(int) (frame / framesPerColumn)];
  }

  /** Where a frame lies between the left edge, 0, and the right, 1. */
  double position(long frame) {
    return columns() == 0 ? 0 : (frame + 0.5) / ((double) columns() * framesPerColumn);
  }

  /** The same of a time; frames need not be equally long. */
  double position(double time) {
    int found = Arrays.binarySearch(seconds, 0, columns(), time);
    return columns() == 0 ? 0 : (double) (found < 0 ? -found - 1 : found) / columns();
  }
}
