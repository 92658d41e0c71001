package io.infer4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.DType;
import io.infer4j.Layout;
import io.infer4j.Shape;
import io.infer4j.TensorSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class AxisChoicesTest {
  private static TensorSpec spec(long... dims) {
    return TensorSpec.of("x", DType.FLOAT32, Shape.of(dims));
  }

  private static List<AxisChoice> usual(TensorSpec canonical, TensorSpec file) {
    return AxisChoices.between(canonical, file, null).stream()
        .filter(choice -> choice.kind() != AxisChoice.Kind.ODD)
        .toList();
  }

  @Test
  void shapeLeavesOneUsualOrder() {
    List<AxisChoice> choices = usual(spec(-1, 3, 8, 8), spec(1, 8, 8, 3));

    assertThat(choices).hasSize(1);
    assertThat(choices.get(0).canonicalLayout()).isEqualTo("NCHW");
    assertThat(choices.get(0).fileLayout()).isEqualTo("NHWC");
  }

  @Test
  void equalSizesLeaveThreeUsualOrders() {
    assertThat(usual(spec(1, 8, 8, 8), spec(1, 8, 8, 8)))
        .extracting(AxisChoice::fileLayout)
        .containsExactly(null, "NHWC", "NCHW");
  }

  @Test
  void layoutThatIsKnownLeavesOnlyOrdersFromIt() {
    assertThat(usual(spec(1, 8, 8, 8).withLayout(Layout.NHWC), spec(1, 8, 8, 8)))
        .extracting(AxisChoice::fileLayout)
        .containsExactly(null, "NCHW");
  }

  @Test
  void orderThatTwoPairsOfLayoutsHaveIsNotNamed() {
    List<AxisChoice> choices = usual(spec(1, 3, 4, 8, 8), spec(1, 4, 3, 8, 8));

    assertThat(choices).hasSize(1);
    assertThat(choices.get(0).axes()).containsExactly(0, 2, 1, 3, 4);
    assertThat(choices.get(0).fileLayout()).isNull();
  }

  @Test
  void otherSizesLeaveNone() {
    assertThat(AxisChoices.between(spec(1, 3, 8, 8), spec(1, 9, 9, 3), null)).isEmpty();
  }

  @Test
  void valuesMoveWithTheirAxesAndBack() {
    AxisChoice choice = usual(spec(1, 2, 1, 3), spec(1, 1, 3, 2)).get(0);
    double[] channelsFirst = {1, 2, 3, 4, 5, 6};

    double[] moved = choice.toFile(channelsFirst, 1, 2, 1, 3);

    assertThat(moved).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(choice.toCanonical(moved, 1, 2, 1, 3)).containsExactly(channelsFirst);
  }
}
