package io.infer4j;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Messages about names that are not there. */
final class Names {
  private static final int MOST_LISTED = 16;

  private Names() {}

  /** "there is no WHAT 'name'; did you mean 'x'? There are [...]", or without the question. */
  static String unknown(String what, String name, Collection<String> known) {
    String suggestion = suggestion(name, known);
    return "there is no "
        + what
        + " '"
        + name
        + "'"
        + (suggestion.isEmpty() ? "; there " : suggestion + " There ")
        + (known.isEmpty() ? "is none" : "are " + listed(known, !suggestion.isEmpty()));
  }

  /** All names; their number where they are many and a near one has been named. */
  private static String listed(Collection<String> known, boolean suggested) {
    return suggested && known.size() > MOST_LISTED ? known.size() + " in all" : known.toString();
  }

  /** "; did you mean 'x'?" if one of the known names is near, else nothing. */
  static String suggestion(String name, Collection<String> known) {
    String nearest = null;
    int best = 1 + Math.min(name.length(), 6) / 3;
    for (String candidate : known) {
      int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      boolean related = distance < Math.max(name.length(), candidate.length());
      if (related && distance <= best && (nearest == null || distance < best)) {
        nearest = candidate;
        best = distance;
      }
    }
    return nearest == null ? "" : "; did you mean '" + nearest + "'?";
  }

  static List<String> of(Iterable<TensorSpec> specs) {
    List<String> names = new ArrayList<>();
    for (TensorSpec spec : specs) {
      names.add(spec.name());
    }
    return names;
  }

  /**
   * Levenshtein's distance: insertions, deletions and replacements that turn one into the other.
   */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
