package io.infer4j.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them. */
final class Figures {
  private Figures() {}

  /** For instance {@code 12.3 us}, {@code 4.56 ms}, {@code 1.23 s}: three digits. */
  static String time(double micros) {
    if (micros < 1e3) {
      return threeDigits(micros) + " us";
    }
    return micros < 1e6 ? threeDigits(micros / 1e3) + " ms" : threeDigits(micros / 1e6) + " s";
  }

  /** The time, or how many runs it would take to tell. */
  static String percentile(@Nullable Double micros, double percent) {
    return micros == null
        ? "n/a (needs " + Percentile.samplesFor(percent) + " runs)"
        : time(micros);
  }

  /** For instance {@code 99.17 %}. */
  static String percent(double fraction) {
    return fraction == 1 ? "100 %" : format("%.2f %%", fraction * 100);
  }

  /** For instance {@code 84.2 kB}. */
  static String bytes(long count) {
    if (count < 1000) {
      return count + " B";
    }
    return count < 1_000_000 ? threeDigits(count / 1e3) + " kB" : threeDigits(count / 1e6) + " MB";
  }

  /** For instance {@code 1 event}, {@code 1,234 events}. */
  static String count(long count, String what) {
    return format("%,d %s", count, what) + (count == 1 ? "" : "s");
  }

  private static String threeDigits(double value) {
    return format(value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
  }

  /** As {@link String#format}, the same everywhere. */
  static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
