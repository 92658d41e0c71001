package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Models whose outputs only a run shows. */
class LearntOutputsTest {
  private static final TensorSpec Y = TensorSpec.of("y", null, Shape.unknown());
  private static final TensorSpec Z = TensorSpec.of("z", null, Shape.unknown());

  private final FakeEngine engine = new FakeEngine();
  private final Tensor x = Tensor.of(new float[] {1, 2}, 2);

  LearntOutputsTest() {
    engine.capabilities = EnumSet.complementOf(EnumSet.of(Capability.STATIC_SPECS));
    engine.outputs = List.of();
    engine.onRun = binding -> engine.outputs = List.of(Y);
  }

  @Test
  void theyAreThereAfterARun() {
    try (Model model = engine.load()) {
      assertThat(model.outputs()).isEmpty();

      assertThat(model.run(x).get("y").toFloats()).containsExactly(2, 3);

      assertThat(model.outputs()).containsExactly(Y);
    }
  }

  @Test
  void aBindingKnowsThemAfterItsRun() {
    try (Model model = engine.load();
        IoBinding io = model.bind()) {
      assertThatThrownBy(() -> io.output("y"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("only in a run");
      io.run();
      assertThat(io.output("y").shape()).isEqualTo(Shape.of(2));
    }
  }

  @Test
  void theyMayBecomeMore() {
    try (Model model = engine.load()) {
      model.run(x);
      engine.onRun = binding -> engine.outputs = List.of(Y, Z);
      model.run(x);

      assertThat(model.outputs()).containsExactly(Y, Z);
    }
  }

  @Test
  void oneThatARunDoesNotGiveIsNotAmongItsOutputs() {
    engine.outputsKnown = false;
    engine.outputsGiven = false;
    try (Model model = engine.load()) {
      assertThat(model.run(x).asMap()).isEmpty();
    }
  }

  @Test
  void theyCanBeReadAfterClose() {
    Model model = engine.load();
    model.run(x);
    model.close();

    assertThat(model.outputs()).containsExactly(Y);
    assertThat(engine.violations).isEmpty();
  }
}
