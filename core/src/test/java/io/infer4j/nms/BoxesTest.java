package io.infer4j.nms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BoxesTest {
  @Test
  void aCentreAndASizeBecomeCorners() {
    float[] boxes = {10, 20, 4, 6, 0, 0, 1, 1};
    Boxes.fromCenter(boxes);
    assertThat(boxes).containsExactly(8, 17, 12, 23, -0.5f, -0.5f, 0.5f, 0.5f);
  }

  @Test
  void halfABoxIsRefused() {
    assertThatThrownBy(() -> Boxes.fromCenter(new float[6]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected boxes of 4 floats each, got 6 floats");
  }
}
