package io.infer4j.rally.output;

import io.infer4j.rally.RallyListener;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;

/** A line a frame: its time, the score of an event and those of the fine labels. */
final class ScoresCsv implements RallyListener, AutoCloseable {
  private static final int FRAMES_PER_FLUSH = 256;

  private final TextFile file;
  private final StringBuilder line = new StringBuilder();

  ScoresCsv(Path path, List<String> labels) {
    file = new TextFile(path);
    file.line("frame,seconds,event," + String.join(",", labels));
    file.flush();
  }

  @Override
  public void onScores(long frame, double seconds, float event, float[] fine) {
    line.setLength(0);
    line.append(frame).append(',').append(decimal(seconds, 3));
    line.append(',').append(decimal(event, 5));
    for (float score : fine) {
      line.append(',').append(decimal(score, 5));
    }
    file.line(line);
    if (frame % FRAMES_PER_FLUSH == FRAMES_PER_FLUSH - 1) {
      file.flush();
    }
  }

  private static String decimal(double value, int digits) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString()
        : "";
  }

  @Override
  public void close() {
    file.close();
  }
}
