package io.infer4j.rally;

import io.infer4j.DType;
import io.infer4j.Model;
import io.infer4j.Outputs;
import io.infer4j.Tensor;
import io.infer4j.image.ImagePreparer;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * What the pipeline has to give, from the whole video at once and written down plainly: the windows
 * and sums of {@code rally_score.py}.
 */
final class OfflineSpotter {
  private static final int CLIP = 96;
  private static final int OVERLAP = 48;
  private static final int LEAD = 5;

  private final Model model;

  OfflineSpotter(Model model) {
    this.model = model;
  }

  Told spot(int frames, Handedness hands) {
    NoiseFrames source = new NoiseFrames(frames);
    ImagePreparer preparer = new ImagePreparer(RallySpotter.bundle().preprocessing().orElseThrow());
    Tensor hand = Tensor.of(new float[] {hands.nearLeft() ? 1 : 0, hands.farLeft() ? 1 : 0}, 1, 2);
    float[][] coarse = new float[frames][2];
    float[][] fine = new float[frames][8];
    int[] support = new int[frames];
    Told told = new Told();
    for (int start = -LEAD; start < Math.max(1 - LEAD, frames - OVERLAP); start += CLIP - OVERLAP) {
      Tensor clip = Tensor.allocate(DType.FLOAT32, 1, CLIP, 3, 64, 64);
      Tensor slots = clip.reshape(CLIP, 3, 64, 64);
      for (int i = 0; i < CLIP; i++) {
        if (start + i >= 0 && start + i < frames) {
          preparer.prepare(source.paint(start + i), slots, i);
        }
      }
      Outputs outputs = model.run(Map.of("frame", clip, "hand", hand));
      add(outputs.get("coarse").asFloats(), start, coarse);
      add(outputs.get("fine").asFloats(), start, fine);
      for (int t = Math.max(0, start); t < Math.min(frames, start + CLIP); t++) {
        support[t]++;
      }
      told.onClip(told.nanos.size(), 1);
    }
    for (int t = 0; t < frames; t++) {
      divide(coarse[t], support[t]);
      divide(fine[t], support[t]);
      told.onScores(t, NoiseFrames.secondsOf(t), coarse[t][1], fine[t]);
    }
    EventLabels labels = new EventLabels(RallySpotter.bundle().labels());
    for (int t = 0; t < frames; t++) {
      boolean kept = true;
      for (int other = Math.max(0, t - 2); other <= Math.min(frames - 1, t + 2); other++) {
        kept &= coarse[t][0] <= coarse[other][0];
      }
      if (kept && coarse[t][1] > 0) {
        told.onEvent(
            new RallyEvent(
                t, NoiseFrames.secondsOf(t), coarse[t][1], labels.attributes(fine[t], 0)));
      }
    }
    return told;
  }

  private static void add(FloatBuffer scores, int start, float[][] sums) {
    int columns = sums[0].length;
    for (int t = Math.max(0, start); t < Math.min(sums.length, start + CLIP); t++) {
      for (int c = 0; c < columns; c++) {
        sums[t][c] += scores.get((t - start) * columns + c);
      }
    }
  }

  private static void divide(float[] sums, int support) {
    for (int c = 0; c < sums.length; c++) {
      sums[c] /= support;
    }
  }
}
