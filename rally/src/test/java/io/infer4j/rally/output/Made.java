package io.infer4j.rally.output;

import io.infer4j.rally.RallyAttribute;
import io.infer4j.rally.RallyEvent;
import io.infer4j.rally.RallySummary;
import io.infer4j.rally.video.FrameSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a spotter would tell. */
final class Made {
  static final List<String> LABELS = List.of("near", "far", "bounce", "in");

  private Made() {}

  static RallyRun run(String video) {
    return new RallyRun(video, 25, "reference", "1", "plain", 1, "right", "left", LABELS);
  }

  static RallyEvent event(long frame, String... labels) {
    List<RallyAttribute> attributes = new ArrayList<>();
    for (String label : labels) {
      attributes.add(new RallyAttribute(label, 0.875f));
    }
    return new RallyEvent(frame, frame / 25.0, 0.75f, attributes);
  }

  /** Decodes that many frames, with an event at every so manieth, told 100 frames later. */
  static RallySummary spot(FrameSource frames, RallyOutput output, long count, int every) {
    long events = 0;
    for (long frame = 0; frame < count + 100; frame++) {
      if (frame < count) {
        frames.next();
      }
      long told = frame - 100;
      if (told < 0) {
        continue;
      }
      boolean here = told % every == every - 1;
      output.onScores(told, told / 25.0, here ? 0.75f : 0, new float[LABELS.size()]);
      if (here) {
        events++;
        output.onEvent(event(told, "near"));
      }
    }
    output.onClip(0, 2_000_000);
    return new RallySummary(count, count, events, false, Optional.empty());
  }
}
