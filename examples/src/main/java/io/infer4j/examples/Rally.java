package io.infer4j.examples;

import io.infer4j.rally.DemoVideo;
import io.infer4j.rally.Handedness;
import io.infer4j.rally.RallyAttribute;
import io.infer4j.rally.RallyEvent;
import io.infer4j.rally.RallyListener;
import io.infer4j.rally.RallySpotter;
import io.infer4j.rally.video.FrameSource;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Spots the events of a tennis rally in a video, on whichever runtime is on the class path, and
 * prints the same on each.
 */
public final class Rally {
  private Rally() {}

  /**
   * Prints a line for each event as it is found, and on standard error what computes them.
   *
   * @param args a video file of two right-handed players, or nothing for the one that comes with it
   */
  public static void main(String[] args) {
    try (DemoVideo demo = DemoVideo.open();
        RallySpotter spotter = RallySpotter.open();
        FrameSource video = FrameSource.video(args.length > 0 ? Path.of(args[0]) : demo.file())) {
      System.err.println("computed by " + spotter.model().engine().name());
      Handedness hands = args.length > 0 ? Handedness.RIGHT : demo.truth().hands();
      spotter.spot(video, hands, new Printer());
    }
  }

  private static final class Printer implements RallyListener {
    @Override
    public void onEvent(RallyEvent event) {
      String what =
          event.attributes().stream().map(RallyAttribute::label).collect(Collectors.joining(" "));
      System.out.printf(Locale.ROOT, "%7.2f s: %s, %.2f%n", event.seconds(), what, event.score());
    }
  }
}
