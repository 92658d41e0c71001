package io.infer4j;

import java.util.Arrays;
import java.util.Random;

/** Damaged files: bits flipped, bytes replaced, parts cut out, repeated or overwritten. */
public final class Mutations {
  private static final byte[] TELLING = {0, 1, -1, 0x7f, (byte) 0x80, '9', '(', '\'', '\\', '\n'};

  private Mutations() {}

  /** One to four damages to a copy. */
  public static byte[] of(byte[] whole, Random random) {
    byte[] damaged = whole.clone();
    for (int left = 1 + random.nextInt(4); left > 0 && damaged.length > 0; left--) {
      int at = random.nextInt(damaged.length);
      int length = Math.min(1 + random.nextInt(16), damaged.length - at);
      switch (random.nextInt(6)) {
        case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> damaged[at] = (byte) random.nextInt(256);
        case 2 -> Arrays.fill(damaged, at, at + length, TELLING[random.nextInt(TELLING.length)]);
        case 3 -> damaged = Arrays.copyOf(damaged, random.nextInt(8) == 0 ? at : damaged.length);
        case 4 -> damaged = joined(damaged, at + length, at); // repeated
        default -> damaged = joined(damaged, at, at + length); // cut out
      }
    }
    return damaged;
  }

  /** What lies before {@code end}, then what lies from {@code start} on. */
  private static byte[] joined(byte[] from, int end, int start) {
    byte[] joined = Arrays.copyOf(from, end + from.length - start);
    System.arraycopy(from, start, joined, end, from.length - start);
    return joined;
  }
}
