package io.infer4j.cli;

import java.io.PrintWriter;

/**
 * How far a long run is: on a terminal one line that is written anew, elsewhere a line now and
 * then. For one thread.
 */
final class Progress {
  /** What the launcher says, which can ask; Java cannot. */
  private static final String TERMINAL = "infer4j.stderr.terminal";

  private static final long TERMINAL_NANOS = 100_000_000L;

  private static final long LOG_NANOS = 10_000_000_000L;
  private static final int BAR = 24;

  private final PrintWriter err;
  private final boolean terminal;
  private final long expected;
  private final long intervalNanos;
  private final long began = System.nanoTime();
  private long shown = began;
  private int width;

  /**
   * Shows nothing yet.
   *
   * @param expected how many frames there will be, -1 if it is not known
   */
  Progress(PrintWriter err, long expected) {
    this(err, expected, Boolean.getBoolean(TERMINAL));
  }

  Progress(PrintWriter err, long expected, boolean terminal) {
    this(err, expected, terminal, terminal ? TERMINAL_NANOS : LOG_NANOS);
  }

  Progress(PrintWriter err, long expected, boolean terminal, long intervalNanos) {
    this.err = err;
    this.expected = expected;
    this.terminal = terminal;
    this.intervalNanos = intervalNanos;
  }

  /** Shows how far it is, if it is time to. */
  void show(long frames, long events) {
    long now = System.nanoTime();
    if (now - shown < intervalNanos) {
      return;
    }
    shown = now;
    String text = text(frames, events, (now - began) / 1e9);
    if (!terminal) {
      err.println(text);
      return;
    }
    String line = bar(frames) + text;
    err.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
    err.flush();
    width = line.length();
  }

  /** Takes the line away, before something else is printed or at the end. */
  void clear() {
    if (width > 0) {
      err.print("\r" + " ".repeat(width) + "\r");
      err.flush();
      width = 0;
      shown -= intervalNanos; // and back at once
    }
  }

  private String text(long frames, long events, double seconds) {
    String known = expected > 0 ? Figures.format(" of %,d", expected) : "";
    double speed = seconds > 0 ? frames / seconds : 0;
    return Figures.format(
        "%,d%s frames, %,.0f/s, %s", frames, known, speed, Figures.count(events, "event"));
  }

  private String bar(long frames) {
    if (expected <= 0) {
      return "";
    }
    double part = Math.min(1, (double) frames / expected); // it is an estimate
    int full = (int) (part * BAR);
    return Figures.format(
        "[%s%s] %3.0f %%  ", "#".repeat(full), "-".repeat(BAR - full), Math.floor(100 * part));
  }
}
