package io.infer4j.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class DetectionsTest {
  private final Detections list = new Detections();

  @Test
  void growAndKeepWhatWasAdded() {
    for (int i = 0; i < 100; i++) {
      list.add(i, i + 1, i + 2, i + 3, i / 100f, i);
    }
    assertThat(list.count()).isEqualTo(100);
    assertThat(list.y2(99)).isEqualTo(102);
    assertThat(list.classId(57)).isEqualTo(57);
  }

  @Test
  void moveBoxesOfATileToTheImage() {
    TilePlan plan = Tiles.of(100, 100).overlap(0).plan(200, 200);
    list.addInTile(plan, 3, 1, 2, 3, 4, 0.5f, 0);
    assertThat(list).hasToString("[[101.0, 102.0, 103.0, 104.0] score 0.5 class 0]");
  }

  @Test
  void takeNumbersWhoseSumIsNotFinite() {
    list.add(3e38f, 3e38f, 3e38f, 3e38f, 1, 0);
    assertThat(list.count()).isEqualTo(1);
  }

  @Test
  void refuseNan() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> list.add(0, 0, 1, 1, Float.NaN, 0))
        .withMessage("expected finite numbers, got box [0.0, 0.0, 1.0, 1.0] of score NaN");
  }

  @Test
  void refuseInfinity() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> list.add(0, 0, Float.POSITIVE_INFINITY, 1, 1, 0))
        .withMessageContaining("Infinity");
  }

  @Test
  void refuseAnIndexThatWasCleared() {
    list.add(0, 0, 1, 1, 1, 0);
    list.clear();
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> list.x1(0))
        .withMessage("detection 0 of 0");
  }
}
