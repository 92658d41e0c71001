package io.infer4j.rally;

import java.util.List;

/** Tells several listeners, in their order. */
public final class RallyListeners implements RallyListener {
  private final List<RallyListener> listeners;

  private RallyListeners(List<RallyListener> listeners) {
    this.listeners = listeners;
  }

  /** All of them as one. */
  public static RallyListener of(RallyListener... listeners) {
    return new RallyListeners(List.of(listeners));
  }

  @Override
  public void onScores(long frame, double seconds, float event, float[] fine) {
    for (RallyListener listener : listeners) {
      listener.onScores(frame, seconds, event, fine);
    }
  }

  @Override
  public void onEvent(RallyEvent event) {
    for (RallyListener listener : listeners) {
      listener.onEvent(event);
    }
  }

  @Override
  public void onClip(long clip, long nanos) {
    for (RallyListener listener : listeners) {
      listener.onClip(clip, nanos);
    }
  }
}
