package io.infer4j.nms;

/** Marks the frames whose value no other within a distance exceeds, in time linear in frames. */
final class Peaks {
  boolean[] isPeak = new boolean[0];

  // A queue of frames whose values descend: the first is the highest of those still near.
  private int[] frame = new int[0];
  private float[] value = new float[0];

  /**
   * Looks at {@code values[first + t * stride]}, times {@code sign}, for each frame t. A NaN
   * neither exceeds nor is exceeded.
   */
  void find(float[] values, int first, int stride, int frames, int distance, int sign) {
    reserve(frames);
    int head = 0;
    int tail = 0;
    int next = 0;
    for (int t = 0; t < frames; t++) {
      // In long, as the distance may be larger than any array.
      for (; next < frames && next <= (long) t + distance; next++) {
        float v = sign * values[first + next * stride];
        while (tail > head && value[tail - 1] <= v) {
          tail--;
        }
        if (!Float.isNaN(v)) {
          frame[tail] = next;
          value[tail++] = v;
        }
      }
      while (head < tail && frame[head] < (long) t - distance) {
        head++;
      }
      float v = sign * values[first + t * stride];
      isPeak[t] = !(head < tail && value[head] > v);
    }
  }

  private void reserve(int frames) {
    if (isPeak.length < frames) {
      isPeak = new boolean[frames];
      frame = new int[frames];
      value = new float[frames];
    }
  }
}
