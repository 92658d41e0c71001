package io.infer4j.rally;

import java.util.ArrayList;
import java.util.List;

/** Keeps what a listener is told. */
final class Told implements RallyListener {
  final List<Double> seconds = new ArrayList<>();
  final List<Float> event = new ArrayList<>();
  final List<float[]> fine = new ArrayList<>();
  final List<RallyEvent> events = new ArrayList<>();
  final List<Long> nanos = new ArrayList<>();

  @Override
  public void onScores(long frame, double shown, float score, float[] labels) {
    if (frame != event.size()) {
      throw new AssertionError("expected frame " + event.size() + ", was told " + frame);
    }
    seconds.add(shown);
    event.add(score);
    fine.add(labels.clone());
  }

  @Override
  public void onEvent(RallyEvent found) {
    if (found.frame() >= event.size()) {
      throw new AssertionError("was told " + found + " before the scores of its frame");
    }
    events.add(found);
  }

  @Override
  public void onClip(long clip, long took) {
    if (clip != nanos.size()) {
      throw new AssertionError("expected clip " + nanos.size() + ", was told " + clip);
    }
    nanos.add(took);
  }
}
