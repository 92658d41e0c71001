package io.infer4j.rally.output;

import io.infer4j.rally.RallyAttribute;
import io.infer4j.rally.RallyEvent;
import io.infer4j.rally.evaluation.RallyEvaluation;
import io.infer4j.rally.evaluation.RallyTruth;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts what is known of a run into words, for the sheet and the page. */
final class Report {
  private final RallyRun run;
  private final RallyFigures figures;
  private final List<FoundEvent> found;

  Report(RallyRun run, RallyFigures figures, List<FoundEvent> found) {
    this.run = run;
    this.figures = figures;
    this.found = found;
  }

  void sheet(Path path) throws IOException {
    new ContactSheet(title(), subtitle(), run.labels()).write(path, found, pictured());
  }

  void page(Path path, ScoreCurves curves, @Nullable RallyTruth truth) throws IOException {
    Page page = new Page(title(), run.labels());
    page.fact("Video", Timecode.rounded(figures.videoSeconds()), video());
    page.fact("Variant", run.variant(), engine());
    page.fact("Hands", "near " + run.nearHand(), "far " + run.farHand());
    page.fact(
        "Speed",
        format("%.0f frames/s", figures.framesPerSecond()),
        format("from file to event, in %.1f s", figures.elapsedSeconds()));
    page.fact(
        "Model",
        figures.clips() == 0 ? "not run" : format("%.1f ms a clip", figures.millisPerClip()),
        count(figures.clips(), "clip"));
    RallyVerdict verdict = figures.truth();
    if (verdict != null) {
      page.fact(
          "Found",
          verdict.found() + " of " + verdict.events(),
          format("F1 %.3f within %d frames", verdict.f1(), RallyEvaluation.TOLERANCE));
    }
    if (figures.damage() != null) {
      page.note(
          "The video is damaged, these are the events of what could be decoded: "
              + figures.damage());
    }
    if (figures.stopped()) {
      page.note("Stopped early: these are the events up to there.");
    }
    List<RallyEvent> events = found.stream().map(FoundEvent::event).toList();
    page.chart(curves, events, truth == null ? null : truths(truth, curves));
    page.table(found, listed());
    page.write(
        path,
        subtitle(),
        "Made by infer4j; events.csv and events.json beside this page have all events.");
  }

  /** Their labels in the bundle's order, as those of events found are. */
  private List<RallyEvent> truths(RallyTruth truth, ScoreCurves curves) {
    return truth.events().stream()
        .filter(event -> event.frame() < figures.frames())
        .map(
            event ->
                new RallyEvent(
                    event.frame(),
                    curves.seconds(event.frame()),
                    1,
                    run.labels().stream()
                        .filter(event.labels()::contains)
                        .map(label -> new RallyAttribute(label, 1))
                        .toList()))
        .toList();
  }

  private String title() {
    return count(figures.events(), "event") + " in " + run.video();
  }

  private String subtitle() {
    return "computed by " + run.engine() + " " + run.engineVersion() + ", variant " + run.variant();
  }

  private String engine() {
    String threads = run.threads() == 0 ? "" : ", " + count(run.threads(), "thread");
    return run.engine() + " " + run.engineVersion() + threads;
  }

  private String video() {
    String size =
        figures.width() == 0 ? "" : figures.width() + " \u00d7 " + figures.height() + ", ";
    String rate = run.framesPerSecond() > 0 ? rate(run.framesPerSecond()) + " fps, " : "";
    return size + rate + count(figures.frames(), "frame");
  }

  private String pictured() {
    long pictures = found.stream().filter(each -> each.picture() != null).count();
    return pictures == figures.events()
        ? ""
        : "Pictures of the first " + pictures + " of " + count(figures.events(), "event") + ".";
  }

  private String listed() {
    String listed =
        found.size() == figures.events()
            ? ""
            : "These are the first "
                + found.size()
                + " of "
                + count(figures.events(), "event")
                + ". ";
    return (listed + pictured()).strip();
  }

  /** Without zeros at its end: 25, 29.97. */
  private static String rate(double framesPerSecond) {
    BigDecimal rounded = BigDecimal.valueOf(framesPerSecond).setScale(2, RoundingMode.HALF_EVEN);
    return rounded.stripTrailingZeros().toPlainString();
  }

  private static String count(long count, String what) {
    return format("%,d %s", count, what) + (count == 1 ? "" : "s");
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
