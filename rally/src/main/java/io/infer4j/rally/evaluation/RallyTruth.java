package io.infer4j.rally.evaluation;

import io.infer4j.rally.Handedness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What really happens in a video, from the file that its generator wrote:
 *
 * <pre>{@code
 * # hand=0,1 fps=25 seed=7
 * frame,labels
 * 12,near+serve
 * 31,bounce+in
 * }</pre>
 *
 * @param hands 1 stands for left-handed
 * @param events in the order of their frames
 */
public record RallyTruth(Handedness hands, List<Event> events) {
  private static final Pattern HAND = Pattern.compile("# hand=([01]),([01])( .*)?");
  private static final Pattern EVENT = Pattern.compile("(\\d{1,18}),([a-z]+([+][a-z]+)*)");
  private static final String HEADER = "frame,labels";

  /**
   * An event at exactly one frame.
   *
   * @param frame its index, from 0
   * @param labels all that hold of it
   */
  public record Event(long frame, Set<String> labels) {
    /** Copies the labels. */
    public Event {
      labels = Set.copyOf(labels);
    }
  }

  /** Copies the events. */
  public RallyTruth {
    events = List.copyOf(events);
  }

  /**
   * Reads such a file.
   *
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if it is not as above, or its frames do not ascend: with the
   *     line, what was expected and what is there
   */
  public static RallyTruth read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Matcher hand = match(HAND, file, lines, 0, "# hand=0,1 and more");
    match(Pattern.compile(HEADER), file, lines, 1, HEADER);
    List<Event> events = new ArrayList<>();
    long last = -1;
    for (int i = 2; i < lines.size(); i++) {
      Matcher event = match(EVENT, file, lines, i, "a frame and its labels, as in 31,bounce+in");
      long frame = Long.parseLong(event.group(1));
      if (frame <= last) {
        throw wrong(file, i, "a frame after " + last, lines.get(i));
      }
      last = frame;
      events.add(new Event(frame, Set.of(event.group(2).split("[+]"))));
    }
    return new RallyTruth(
        new Handedness(hand.group(1).equals("1"), hand.group(2).equals("1")), events);
  }

  private static Matcher match(
      Pattern pattern, Path file, List<String> lines, int index, String expected) {
    String line = index < lines.size() ? lines.get(index) : "the end of the file";
    Matcher matcher = pattern.matcher(line);
    if (!matcher.matches()) {
      throw wrong(file, index, expected, line);
    }
    return matcher;
  }

  private static IllegalArgumentException wrong(
      Path file, int index, String expected, String line) {
    return new IllegalArgumentException(
        file + ":" + (index + 1) + ": expected " + expected + ", got " + line);
  }
}
