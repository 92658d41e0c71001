package io.infer4j.cli;

import io.infer4j.rally.RallyAttribute;
import io.infer4j.rally.RallyEvent;
import io.infer4j.rally.RallyListener;
import io.infer4j.rally.evaluation.RallyEvaluation;
import io.infer4j.rally.output.RallyFigures;
import io.infer4j.rally.output.RallyVerdict;
import io.infer4j.rally.output.Timecode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row an event, as it is found: nothing is kept, so that a video may be as long as it likes. */
final class RallyRows implements RallyListener {
  private static final String ROW = "%12s  %7s  %5s  %s";

  private final @Nullable PrintWriter out;
  private final Progress progress;
  private long events;

  /**
   * Without rows yet.
   *
   * @param out where rows go, or null for none
   */
  RallyRows(@Nullable PrintWriter out, Progress progress) {
    this.out = out;
    this.progress = progress;
  }

  @Override
  public void onScores(long frame, double seconds, float event, float[] fine) {
    progress.show(frame + 1, events);
  }

  @Override
  public void onEvent(RallyEvent event) {
    events++;
    if (out == null) {
      return;
    }
    progress.clear();
    if (events == 1) {
      out.println(Figures.format(ROW, "time", "frame", "score", "event"));
    }
    out.println(
        Figures.format(
            ROW,
            Timecode.of(event.seconds()),
            event.frame(),
            Figures.format("%.2f", event.score()),
            event.attributes().stream()
                .map(RallyAttribute::label)
                .collect(Collectors.joining(" "))));
    out.flush();
  }

  /** What is said at the end. */
  static void summary(PrintWriter out, RallyFigures figures, List<Path> files) {
    if (figures.events() > 0) {
      out.println();
    }
    out.println(
        Figures.format(
            "%s in %s%s; %,.0f frames/s from file to event, %s a clip in the model",
            Figures.count(figures.events(), "event"),
            Figures.count(figures.frames(), "frame"),
            figures.stopped() ? ", where it was stopped" : "",
            figures.framesPerSecond(),
            Figures.time(figures.millisPerClip() * 1000)));
    RallyVerdict verdict = figures.truth();
    if (verdict != null) {
      out.println(
          Figures.format(
              "found %d of the %d events that there are, within %d frames: F1 %.3f;"
                  + " with all labels %d, F1 %.3f",
              verdict.found(),
              verdict.events(),
              RallyEvaluation.TOLERANCE,
              verdict.f1(),
              verdict.withAllLabels(),
              verdict.f1AllLabels()));
    }
    out.println();
    files.forEach(file -> out.println("  " + Visible.of(file.toString())));
  }
}
