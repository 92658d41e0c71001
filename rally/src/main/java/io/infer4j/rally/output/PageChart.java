package io.infer4j.rally.output;

import io.infer4j.rally.RallyAttribute;
import io.infer4j.rally.RallyEvent;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The curves over time with the events above them. Curves stretch with the page, text does not. */
final class PageChart {
  private static final double[] STEPS = {
    0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400
  };

  /** So that in a long video events do not lie on one another; then the chart scrolls. */
  private static final double PIXELS_PER_SECOND = 24;

  private static final int WIDEST = 32_000;

  private static final int PIXELS_PER_TICK = 90;

  private final ScoreCurves curves;
  private final List<String> labels;

  PageChart(ScoreCurves curves, List<String> labels) {
    this.curves = curves;
    this.labels = labels;
  }

  /** The chart; {@code truth} is null where it is not known. */
  String html(List<RallyEvent> events, @Nullable List<RallyEvent> truth) {
    StringBuilder html = new StringBuilder();
    html.append(
        Html.format(
            """
            <div class="scroll" tabindex="0" role="group" aria-label="Scores over time">
            <div class="chart" style="--least:%dpx">
            """,
            leastWidth()));
    html.append("<div class=\"lines\" aria-hidden=\"true\"><div>");
    for (RallyEvent event : events) {
      html.append(Html.format("<i class=\"%s\" style=\"%s\"></i>", kind(event), left(event)));
    }
    html.append("</div></div>\n");
    lane(html, "found", events, true);
    if (truth != null) {
      lane(html, "true", truth, false);
    }
    curve(html, "event", 0, LabelColor.css(-1));
    for (int k = 0; k < labels.size(); k++) {
      curve(html, labels.get(k), 1 + k, LabelColor.css(k));
    }
    axis(html);
    return html.append("</div>\n</div>\n").toString();
  }

  private int leastWidth() {
    return (int) Math.min(WIDEST, curves.lastSeconds() * PIXELS_PER_SECOND);
  }

  /** The classes of an event's colour and shape. */
  private String kind(RallyEvent event) {
    boolean bounce =
        event.attributes().stream().anyMatch(attribute -> attribute.label().equals("bounce"));
    return LabelColor.css(event, labels) + (bounce ? " bounce" : "");
  }

  private void lane(StringBuilder html, String name, List<RallyEvent> events, boolean linked) {
    html.append(
        Html.format("<div class=\"row lane %s\"><span class=\"name\">%s</span><div>", name, name));
    for (int i = 0; i < events.size(); i++) {
      RallyEvent event = events.get(i);
      String text = Html.escaped(words(event) + " at " + Timecode.of(event.seconds()));
      html.append(
          linked
              ? Html.format(
                  "<a href=\"#e%d\" class=\"%s\" style=\"%s\" title=\"%s\"><span>%s</span></a>",
                  i + 1, kind(event), left(event), text, text)
              : Html.format(
                  "<b class=\"%s\" style=\"%s\" title=\"%s\"><span>%s</span></b>",
                  kind(event), left(event), text, text));
    }
    html.append("</div></div>\n");
  }

  static String words(RallyEvent event) {
    return event.attributes().isEmpty()
        ? "event"
        : event.attributes().stream().map(RallyAttribute::label).collect(Collectors.joining(" "));
  }

  private String left(RallyEvent event) {
    return Html.format("left:%.3f%%", 100 * curves.position(event.frame()));
  }

  private void curve(StringBuilder html, String name, int curve, String kind) {
    int columns = curves.columns();
    html.append(
        Html.format(
            "<div class=\"row curve %s\"><span class=\"name\">%s</span><svg viewBox=\"0 0 %d 100\""
                + " preserveAspectRatio=\"none\" role=\"img\" aria-label=\"score of %s over time\">"
                + "<path d=\"M0,50H%d\" class=\"half\"/><path class=\"score\" d=\"M0,100",
            kind, Html.escaped(name), Math.max(1, columns), Html.escaped(name), columns));
    // Only where it bends: most of a video is flat.
    for (int i = 0; i < columns; i++) {
      int height = height(curve, i);
      boolean flat =
          i > 0
              && i < columns - 1
              && height(curve, i - 1) == height
              && height(curve, i + 1) == height;
      if (!flat) {
        html.append(Html.format("L%d.5,%d", i, height));
      }
    }
    html.append(Html.format("L%d,100Z\"/></svg></div>\n", columns));
  }

  private int height(int curve, int column) {
    return 100 - Math.round(100 * curves.peak(curve, column));
  }

  private void axis(StringBuilder html) {
    double length = curves.lastSeconds();
    int most = Math.max(900, leastWidth()) / PIXELS_PER_TICK;
    double step = STEPS[STEPS.length - 1];
    for (int i = STEPS.length - 1; i >= 0 && length / STEPS[i] <= most; i--) {
      step = STEPS[i];
    }
    html.append("<div class=\"row axis\"><span class=\"name\">time</span><div>");
    for (int i = 0; i * step <= length; i++) {
      html.append(
          Html.format(
              "<span style=\"left:%.3f%%\">%s</span>",
              100 * curves.position(i * step), tick(i * step)));
    }
    html.append("</div></div>\n");
  }

  private static String tick(double seconds) {
    return seconds == Math.rint(seconds) ? Timecode.rounded(seconds) : seconds + " s";
  }
}
