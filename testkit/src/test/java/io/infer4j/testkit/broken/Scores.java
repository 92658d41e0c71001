package io.infer4j.testkit.broken;

import io.infer4j.spi.RuntimeModel;
import java.nio.FloatBuffer;

/** The fixture mlp, which many faults are confined to: one input and one output of fixed shape. */
final class Scores {
  private Scores() {}

  static boolean areTold(RuntimeModel model) {
    return model.outputs().size() == 1
        && model.outputs().get(0).name().equals("scores")
        && model.outputs().get(0).shape().isStatic();
  }

  /** Makes no garbage. */
  static void copy(FloatBuffer from, FloatBuffer to) {
    for (int i = 0; i < to.limit(); i++) {
      to.put(i, from.get(i));
    }
  }
}
