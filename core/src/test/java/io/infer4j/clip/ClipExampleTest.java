package io.infer4j.clip;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.IoBinding;
import io.infer4j.Layout;
import io.infer4j.Model;
import io.infer4j.window.Blend;
import io.infer4j.window.Windows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of the package's Javadoc, run. */
class ClipExampleTest {
  @Test
  void runsAVideoModelOverFramesAsTheyCome() {
    List<float[]> video = Collections.nCopies(1000, new float[] {0.25f});
    List<Float> curve = new ArrayList<>();

    try (Model model = new FrameMeans(1, 96).load();
        IoBinding io = model.bind()) {
      ClipRunner runner =
          new ClipRunner(io, "frame", Layout.NTCHW, Windows.of(96).overlap(48).lead(5));
      runner.stitch("scores", Blend.mean(), (frame, scores) -> curve.add(scores[1]));
      for (float[] pixels : video) {
        runner.push(slot -> slot.asFloats().put(pixels));
      }
      runner.finish();
    }

    assertThat(curve).hasSize(1000).containsOnly(0.5f);
  }
}
