package io.infer4j.rally.output;

import java.util.Locale;

/** Times of a video as people read them. */
public final class Timecode {
  private Timecode() {}

  /** Hours, minutes, seconds and milliseconds, such as {@code 0:01:02.345}. */
  public static String of(double seconds) {
    long millis = Math.round(seconds * 1000);
    return String.format(
        Locale.ROOT,
        "%d:%02d:%02d.%03d",
        millis / 3_600_000,
        millis / 60_000 % 60,
        millis / 1000 % 60,
        millis % 1000);
  }

  /** Without what is nought: {@code 12 s}, {@code 1:02}, {@code 1:00:00}. */
  static String rounded(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
