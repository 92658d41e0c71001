package io.infer4j.rally.output;

import io.infer4j.rally.RallyAttribute;
import io.infer4j.rally.RallyEvent;
import io.infer4j.rally.RallyListener;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/** A line an event, on the disk as soon as it is found: whole lines, whenever it stops. */
final class EventsCsv implements RallyListener, AutoCloseable {
  private final TextFile file;

  EventsCsv(Path path) {
    file = new TextFile(path);
    file.line("frame,seconds,timecode,score,labels,label_scores");
    file.flush();
  }

  @Override
  public void onEvent(RallyEvent event) {
    file.line(
        String.format(
            Locale.ROOT,
            "%d,%.3f,%s,%.4f,%s,%s",
            event.frame(),
            event.seconds(),
            Timecode.of(event.seconds()),
            event.score(),
            event.attributes().stream().map(RallyAttribute::label).collect(Collectors.joining("+")),
            event.attributes().stream()
                .map(attribute -> String.format(Locale.ROOT, "%.4f", attribute.score()))
                .collect(Collectors.joining("+"))));
    file.flush();
  }

  @Override
  public void close() {
    file.close();
  }
}
