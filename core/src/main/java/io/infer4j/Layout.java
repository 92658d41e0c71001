package io.infer4j;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a tensor's axes are, a capital letter each: N a batch, T time, C channels, H rows, W
 * columns, or any others. The last axis varies fastest in memory. Immutable; two of the same
 * letters are equal.
 */
public final class Layout {
  /** Images, plane after plane. */
  public static final Layout NCHW = new Layout("NCHW");

  /** Images, pixel after pixel. */
  public static final Layout NHWC = new Layout("NHWC");

  /** Clips, frames one after the other: a frame is [C, H, W]. */
  public static final Layout NTCHW = new Layout("NTCHW");

  /** Clips, channels apart, in each the frames one after the other: a frame is [C, H, W]. */
  public static final Layout NCTHW = new Layout("NCTHW");

  /** Clips, frames one after the other, channels last: a frame is [H, W, C]. */
  public static final Layout NTHWC = new Layout("NTHWC");

  private final String letters;

  private Layout(String letters) {
    this.letters = letters;
  }

  /**
   * The layout of these letters, such as {@code NTC}.
   *
   * @throws IllegalArgumentException unless they are capital letters from A to Z, none twice
   */
  public static Layout of(String letters) {
    Objects.requireNonNull(letters, "letters");
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      if (letter < 'A' || letter > 'Z' || letters.indexOf(letter) != i) {
        throw new IllegalArgumentException(
            "expected a layout of capital letters, none twice, such as NCHW or NTHWC, got '"
                + letters
                + "'");
      }
    }
    return new Layout(letters);
  }

  /** How many axes there are. */
  public int rank() {
    return letters.length();
  }

  /** Which axis that letter is, -1 if none. */
  public int axisOf(char letter) {
    return letters.indexOf(letter);
  }

  /** Whether the other one has the same letters, perhaps in another order. */
  public boolean isReorderOf(Layout other) {
    boolean all = rank() == other.rank();
    for (int i = 0; all && i < rank(); i++) {
      all = other.axisOf(letters.charAt(i)) >= 0;
    }
    return all;
  }

  /**
   * How axes move from this layout to another: for each axis of {@code target}, which axis of this
   * one it is; what {@link Tensor#transpose} takes.
   *
   * @throws IllegalArgumentException if the letters are not the same
   */
  public int[] orderTo(Layout target) {
    if (!isReorderOf(target)) {
      throw new IllegalArgumentException(
          "expected the letters of " + this + " in some order, got " + target);
    }
    int[] order = new int[rank()];
    for (int i = 0; i < order.length; i++) {
      order[i] = axisOf(target.letters.charAt(i));
    }
    return order;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Layout same && same.letters.equals(letters);
  }

  @Override
  public int hashCode() {
    return letters.hashCode();
  }

  /** The letters. */
  @Override
  public String toString() {
    return letters;
  }
}
