package io.infer4j.rally.video;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * Orders names with numbers in them by the numbers' values: {@code 9.png} before {@code 10.png}.
 */
final class NaturalOrder implements Comparator<String> {
  private static final Comparator<Path> OF_NAMES =
      Comparator.comparing((Path path) -> path.getFileName().toString(), new NaturalOrder())
          .thenComparing(Comparator.naturalOrder());

  private NaturalOrder() {}

  /**
   * By the last part of the path; equal numbers written otherwise ({@code 1}, {@code 01}) by that.
   */
  static Comparator<Path> ofNames() {
    return OF_NAMES;
  }

  @Override
  public int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
        int endA = endOfNumber(a, i);
        int endB = endOfNumber(b, j);
        String numberA = a.substring(i, endA).replaceFirst("^0+", "");
        String numberB = b.substring(j, endB).replaceFirst("^0+", "");
        int byLength = Integer.compare(numberA.length(), numberB.length());
        int order = byLength != 0 ? byLength : numberA.compareTo(numberB);
        if (order != 0) {
          return order;
        }
        i = endA;
        j = endB;
      } else {
        int order = Character.compare(a.charAt(i++), b.charAt(j++));
        if (order != 0) {
          return order;
        }
      }
    }
    return Integer.compare(a.length() - i, b.length() - j);
  }

  private static int endOfNumber(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
