package io.infer4j.rally.evaluation;

import io.infer4j.nms.FrameNms;
import io.infer4j.rally.RallyAttribute;
import io.infer4j.rally.RallyEvent;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds what was spotted in any number of videos to their truths; counts are summed over all videos
 * before anything is divided.
 *
 * <p>An event spotted and one of the truth are matched one to one, at most {@value #TOLERANCE}
 * frames apart, so that as many as possible are.
 *
 * <p>Average precisions need no threshold: candidates of every label are all frames whose event
 * score none within {@value #WINDOW} / 2 frames exceeds, and a candidate's score is the event's
 * times the label's.
 *
 * <p>For one thread at a time.
 */
public final class RallyEvaluation {
  /** Frames. */
  public static final int TOLERANCE = 2;

  /** F3Set's: two frames on either side. */
  static final int WINDOW = 5;

  private final List<String> labels;
  private final AveragePrecision[] precisions;
  private final FrameNms nms = new FrameNms();
  private EventCounts events = EventCounts.NONE;
  private EventCounts strictEvents = EventCounts.NONE;

  /**
   * Of nothing yet.
   *
   * @param labels the fine labels, in the order of their scores
   */
  public RallyEvaluation(List<String> labels) {
    this.labels = List.copyOf(labels);
    precisions = new AveragePrecision[labels.size()];
    for (int i = 0; i < precisions.length; i++) {
      precisions[i] = new AveragePrecision();
    }
  }

  /**
   * Adds a video.
   *
   * @throws IllegalArgumentException if the truth has a label that is not among the labels
   */
  public void add(RallyTruth truth, RallyScores scores) {
    List<Long> truths = new ArrayList<>();
    Map<Set<String>, List<Long>> truthsByLabels = new HashMap<>();
    for (RallyTruth.Event event : truth.events()) {
      if (!labels.containsAll(event.labels())) {
        throw new IllegalArgumentException(
            "expected labels of " + labels + ", got " + event.labels());
      }
      truths.add(event.frame());
      truthsByLabels.computeIfAbsent(event.labels(), each -> new ArrayList<>()).add(event.frame());
    }
    List<Long> spotted = new ArrayList<>();
    Map<Set<String>, List<Long>> spottedByLabels = new HashMap<>();
    for (RallyEvent event : scores.events()) {
      spotted.add(event.frame());
      spottedByLabels
          .computeIfAbsent(labelsOf(event), each -> new ArrayList<>())
          .add(event.frame());
    }
    int same = 0;
    for (Map.Entry<Set<String>, List<Long>> each : truthsByLabels.entrySet()) {
      same += matched(each.getValue(), spottedByLabels.getOrDefault(each.getKey(), List.of()));
    }
    int near = matched(truths, spotted);
    events = events.plus(new EventCounts(truths.size(), spotted.size(), near));
    strictEvents = strictEvents.plus(new EventCounts(truths.size(), spotted.size(), same));
    addCandidates(truth, scores);
  }

  private void addCandidates(RallyTruth truth, RallyScores scores) {
    float[] peaks = new float[scores.frames()];
    scores.eventScores().get(peaks);
    nms.perClassPeak(peaks, peaks.length, 1, WINDOW, peaks);
    FloatBuffer fine = scores.fineScores();
    for (int i = 0; i < precisions.length; i++) {
      String label = labels.get(i);
      precisions[i].video(
          truth.events().stream()
              .filter(event -> event.labels().contains(label))
              .mapToLong(RallyTruth.Event::frame)
              .toArray());
      for (int frame = 0; frame < peaks.length; frame++) {
        if (peaks[frame] > 0) {
          precisions[i].candidate(frame, peaks[frame] * fine.get(frame * labels.size() + i));
        }
      }
    }
  }

  private static Set<String> labelsOf(RallyEvent event) {
    Set<String> labels = new HashSet<>();
    for (RallyAttribute attribute : event.attributes()) {
      labels.add(attribute.label());
    }
    return labels;
  }

  private static int matched(List<Long> truths, List<Long> spotted) {
    return Matching.largest(sorted(truths), sorted(spotted), TOLERANCE);
  }

  private static long[] sorted(List<Long> frames) {
    return frames.stream().mapToLong(Long::longValue).sorted().toArray();
  }

  /** Events matched whatever their labels. */
  public EventCounts events() {
    return events;
  }

  /** Events matched only where all labels are equal too. */
  public EventCounts strictEvents() {
    return strictEvents;
  }

  /**
   * The average precision of a label, from 0 to 1; NaN if no truth has it. A candidate takes the
   * nearest event that is left, best scores first; precision is interpolated: that at an event is
   * the best there or at more recall.
   *
   * @throws IllegalArgumentException if there is no such label
   */
  public double averagePrecision(String label) {
    int index = labels.indexOf(label);
    if (index < 0) {
      throw new IllegalArgumentException("expected one of " + labels + ", got " + label);
    }
    return precisions[index].within(TOLERANCE);
  }

  /** The mean of the average precisions of those labels that a truth has; NaN if none has any. */
  public double meanAveragePrecision() {
    double sum = 0;
    int count = 0;
    for (AveragePrecision each : precisions) {
      if (each.truths() > 0) {
        sum += each.within(TOLERANCE);
        count++;
      }
    }
    return sum / count;
  }
}
