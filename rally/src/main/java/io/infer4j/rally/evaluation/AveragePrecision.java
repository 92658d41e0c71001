package io.infer4j.rally.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The average precision of one label's candidates in any number of videos, as E2E-Spot computes it
 * (Hong et al., 2022): from the best score down, a candidate takes the nearest event of its video
 * that no better one has taken, the earlier of two, and is right if that is within the tolerance.
 * Each event that is found this way counts with the best precision at it or at a later one, each
 * that is not with 0, and the result is their mean. Of equal scores, the one added first is first.
 */
final class AveragePrecision {
  private record Candidate(Video video, long frame, float score) {}

  private static final class Video {
    final long[] truths;
    final boolean[] taken;

    Video(long[] truths) {
      this.truths = truths;
      this.taken = new boolean[truths.length];
    }

    boolean take(long frame, long tolerance) {
      int nearest = -1;
      for (int i = 0; i < truths.length; i++) {
        if (!taken[i]
            && (nearest < 0 || Math.abs(truths[i] - frame) < Math.abs(truths[nearest] - frame))) {
          nearest = i;
        }
      }
      if (nearest < 0 || Math.abs(truths[nearest] - frame) > tolerance) {
        return false;
      }
      taken[nearest] = true;
      return true;
    }
  }

  private final List<Candidate> candidates = new ArrayList<>();
  private final List<Video> videos = new ArrayList<>();
  private int truths;

  /** Begins a video whose events of this label are at these frames, ascending. */
  void video(long[] frames) {
    videos.add(new Video(frames));
    truths += frames.length;
  }

  /** Adds a candidate in the video begun last. */
  void candidate(long frame, float score) {
    candidates.add(new Candidate(videos.get(videos.size() - 1), frame, score));
  }

  /** How many events there are. */
  int truths() {
    return truths;
  }

  /** From 0 to 1; NaN if there are no events. */
  double within(long tolerance) {
    videos.forEach(video -> Arrays.fill(video.taken, false));
    List<Candidate> ranked = new ArrayList<>(candidates);
    ranked.sort(Comparator.comparingDouble((Candidate each) -> -each.score));
    double[] precisions = new double[truths];
    int right = 0;
    for (int i = 0; i < ranked.size(); i++) {
      Candidate candidate = ranked.get(i);
      if (candidate.video.take(candidate.frame, tolerance)) {
        precisions[right] = (right + 1) / (i + 1.0);
        right++;
      }
    }
    double best = 0;
    double sum = 0;
    for (int i = right - 1; i >= 0; i--) {
      best = Math.max(best, precisions[i]);
      sum += best;
    }
    return sum / truths;
  }
}
