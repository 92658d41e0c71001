package io.infer4j.rally.output;

import io.infer4j.rally.RallyAttribute;
import io.infer4j.rally.RallyEvent;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/** The run as one page that needs nothing beside it: no script, no network. */
final class Page {
  private final String title;
  private final List<String> labels;
  private final Map<String, String> facts = new LinkedHashMap<>();
  private final StringBuilder body = new StringBuilder();

  Page(String title, List<String> labels) {
    this.title = title;
    this.labels = labels;
  }

  /** A fact at the top: what, the fact, and more of it in small print, or nothing. */
  void fact(String name, String fact, String more) {
    facts.put(
        name,
        "<dd>"
            + Html.escaped(fact)
            + (more.isEmpty() ? "" : "<small>" + Html.escaped(more) + "</small>")
            + "</dd>");
  }

  /** A sentence that must not be overlooked. */
  void note(String sentence) {
    body.append("<p class=\"note\">").append(Html.escaped(sentence)).append("</p>\n");
  }

  void chart(ScoreCurves curves, List<RallyEvent> events, @Nullable List<RallyEvent> truth) {
    body.append("<section aria-labelledby=\"scores\">\n<h2 id=\"scores\">Scores over time</h2>\n");
    body.append(new PageChart(curves, labels).html(events, truth));
    body.append(
        "<p class=\"faint\">Each curve runs from 0 to 1; the dashed line is the threshold of an event, 0.5. ");
    body.append("A dot is a hit, a diamond a bounce");
    body.append(truth == null ? "." : "; hollow ones are the events that there are.");
    if (curves.framesPerColumn() > 1) {
      body.append(" Drawn is the greatest of each ")
          .append(curves.framesPerColumn())
          .append(" frames.");
    }
    body.append("</p>\n</section>\n");
  }

  void table(List<FoundEvent> events, String remark) throws IOException {
    body.append(
        """
        <section aria-labelledby="events">
        <h2 id="events">Events</h2>
        """);
    if (events.isEmpty()) {
      body.append("<p>None was found.</p>\n</section>\n");
      return;
    }
    body.append(
        """
        <table>
        <thead><tr><th scope="col" colspan="2">When</th><th scope="col">What</th>\
        <th scope="col">Score</th></tr></thead>
        <tbody>
        """);
    for (int i = 0; i < events.size(); i++) {
      row(i + 1, events.get(i));
    }
    body.append("</tbody>\n</table>\n");
    if (!remark.isEmpty()) {
      body.append("<p class=\"faint\">").append(Html.escaped(remark)).append("</p>\n");
    }
    body.append("</section>\n");
  }

  private void row(int number, FoundEvent found) throws IOException {
    RallyEvent event = found.event();
    body.append(Html.format("<tr id=\"e%d\"><td class=\"picture\">", number));
    if (found.picture() != null) {
      body.append(
          Html.format(
              "<img alt=\"frame %d\" loading=\"lazy\" width=\"%d\" height=\"%d\" src=\"data:image/jpeg;base64,%s\">",
              event.frame(),
              found.picture().getWidth(),
              found.picture().getHeight(),
              jpeg(found.picture())));
    }
    body.append(
        Html.format(
            "</td><td><time>%s</time><span class=\"frame\">frame %d</span></td><td>",
            Timecode.of(event.seconds()), event.frame()));
    for (RallyAttribute attribute : event.attributes()) {
      body.append(
          Html.format(
              "<span class=\"chip %s\">%s <small>%.2f</small></span>",
              LabelColor.css(labels.indexOf(attribute.label())),
              Html.escaped(attribute.label()),
              attribute.score()));
    }
    body.append(
        Html.format(
            "</td><td class=\"score-cell\">%.2f<span class=\"bar %s\" aria-hidden=\"true\"><i style=\"width:%.0f%%\"></i></span></td></tr>\n",
            event.score(), LabelColor.css(event, labels), 100 * event.score()));
  }

  private static String jpeg(BufferedImage picture) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(picture, "jpg", out);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  void write(Path path, String subtitle, String footer) throws IOException {
    StringBuilder html = new StringBuilder();
    html.append(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" \
        content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
        """);
    html.append("<title>").append(Html.escaped(title)).append("</title>\n<style>\n");
    html.append(css()).append("</style>\n</head>\n<body>\n<main>\n<header>\n<h1>");
    html.append(Html.escaped(title)).append("</h1>\n<p class=\"faint\">");
    html.append(Html.escaped(subtitle)).append("</p>\n<dl class=\"facts\">\n");
    facts.forEach(
        (name, fact) ->
            html.append("<div><dt>")
                .append(Html.escaped(name))
                .append("</dt>")
                .append(fact)
                .append("</div>\n"));
    html.append("</dl>\n</header>\n").append(body);
    html.append("<footer>")
        .append(Html.escaped(footer))
        .append("</footer>\n</main>\n</body>\n</html>\n");
    Files.writeString(path, html);
  }

  private static String css() throws IOException {
    try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream("page.css"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
