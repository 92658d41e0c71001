package io.infer4j.app;

import io.infer4j.nms.Nms;
import io.infer4j.window.WindowPlan;
import io.infer4j.window.Windows;
import java.util.Arrays;

/** What comes after the model: windows over frames, and what is left of overlapping boxes. */
final class Recording {
  private Recording() {}

  static String describe() {
    WindowPlan plan = Windows.of(16).step(8).plan(40);
    float[] boxes = {0, 0, 10, 10, 1, 1, 11, 11, 20, 20, 30, 30};
    int[] kept = Nms.boxes(boxes, new float[] {0.7f, 0.9f, 0.8f}, 0.5);
    return plan.count() + " windows, boxes " + Arrays.toString(kept);
  }
}
