package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ModelLifeCycleTest {
  private static final Tensor TWO = Tensor.of(new float[] {1, 2}, 2);

  private final FakeEngine engine = new FakeEngine();
  private final Model model = engine.load();

  @AfterEach
  void noRuleOfTheSpiWasBrokenAndEverythingIsClosed() {
    model.close();
    assertThat(engine.violations).isEmpty();
    assertThat(engine.bindingCloses).hasValue(engine.binds.get());
    assertThat(engine.modelCloses).hasValue(1);
  }

  @Test
  void closingTwiceIsNothing() {
    model.close();
    model.close();
    assertThat(engine.modelCloses).hasValue(1);
  }

  @Test
  void closingTheModelClosesItsBindings() {
    IoBinding first = model.bind();
    IoBinding second = model.bind();
    model.close();
    assertThat(engine.bindingCloses).hasValue(2);
    assertThat(engine.modelCloses).hasValue(1);
    assertThatThrownBy(first::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this binding is closed, or its model is");
    second.close();
    assertThat(engine.bindingCloses).hasValue(2);
  }

  @Test
  void aClosedBindingIsForgotten() {
    model.bind().close();
    assertThat(engine.bindingCloses).hasValue(1);
    model.close();
    assertThat(engine.bindingCloses).hasValue(1);
  }

  @Test
  void bindingsAndRunsDoNotKeepAnOpenModelFromWorking() {
    for (int i = 0; i < 100; i++) {
      try (IoBinding io = model.bind()) {
        io.run();
      }
      model.run(TWO);
    }
    assertThat(engine.modelCloses).hasValue(0);
    assertThat(engine.bindingCloses).hasValue(200);
  }

  @Test
  void closeDuringARunOnAnotherThreadIsDeferredToItsEnd() {
    Gate gate = new Gate();
    engine.onRun = binding -> gate.pass();
    CompletableFuture<Void> run =
        Gate.start(() -> assertThat(model.run(TWO).single().toFloats()).containsExactly(2, 3));
    gate.awaitReached();
    model.close();
    assertThat(engine.modelCloses).hasValue(0);
    assertThat(engine.bindingCloses).hasValue(0);
    assertThatThrownBy(() -> model.run(TWO)).isInstanceOf(IllegalStateException.class);
    gate.open();
    run.join();
    assertThat(engine.modelCloses).hasValue(1);
  }

  @Test
  void closeDuringARunOfABindingIsDeferredToItsEnd() {
    IoBinding io = model.bindTo(Map.of("x", TWO));
    Tensor output = io.output("y");
    Gate gate = new Gate();
    engine.onRun = binding -> gate.pass();
    CompletableFuture<Void> run = Gate.start(io::run);
    gate.awaitReached();
    model.close();
    assertThat(engine.modelCloses).hasValue(0);
    assertThat(engine.bindingCloses).hasValue(0);
    assertThatThrownBy(() -> io.input("x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this binding is closed, or its model is");
    gate.open();
    run.join();
    assertThat(output.toFloats()).containsExactly(2, 3);
    assertThat(engine.bindingCloses).hasValue(1);
    assertThat(engine.modelCloses).hasValue(1);
  }

  @Test
  void closeDuringBindIsDeferredAndTheBindingIsRefused() {
    Gate gate = new Gate();
    engine.onBind = gate::pass;
    CompletableFuture<Void> bind =
        Gate.start(
            () ->
                assertThatThrownBy(model::bind)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the model 10 bytes is closed"));
    gate.awaitReached();
    model.close();
    assertThat(engine.modelCloses).hasValue(0);
    gate.open();
    bind.join();
    assertThat(engine.modelCloses).hasValue(1);
    assertThat(engine.bindingCloses).hasValue(1);
  }

  @Test
  void tensorsOutliveTheModel() {
    Tensor result = model.run(TWO).single();
    IoBinding io = model.bind();
    Tensor input = io.input("x");
    Tensor output = io.output("y");
    model.close();
    input.asFloats().put(0, 5);
    assertThat(result.toFloats()).containsExactly(2, 3);
    assertThat(input.toFloats()).containsExactly(5, 0);
    assertThat(output.toFloats()).containsExactly(0, 0);
  }

  @Test
  void aModelWhoseRuntimeThrowsFromCloseIsClosedAndLogged() {
    engine.onModelClose =
        () -> {
          throw new IllegalStateException("model still in use");
        };
    String log = Captured.log(() -> assertThatCode(model::close).doesNotThrowAnyException());
    assertThat(log).contains("10 bytes on fake failed to close").contains("model still in use");
    assertThatThrownBy(model::bind).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aBindingWhoseRuntimeThrowsFromCloseKeepsNothingElseOpen() {
    model.bind();
    model.bind();
    engine.onBindingClose =
        () -> {
          throw new UnsatisfiedLinkError("close");
        };
    String log = Captured.log(() -> assertThatCode(model::close).doesNotThrowAnyException());
    assertThat(log).contains("java.lang.UnsatisfiedLinkError: close");
    assertThat(engine.bindingCloses).hasValue(2);
    assertThat(engine.modelCloses).hasValue(1);
  }

  @Test
  void aCloseThatThrowsDoesNotTakeThePlaceOfARunsResult() {
    engine.onBindingClose =
        () -> {
          throw new IllegalStateException("close");
        };
    String log =
        Captured.log(() -> assertThat(model.run(TWO).single().toFloats()).containsExactly(2, 3));
    assertThat(log).contains("failed to close");
  }

  @Test
  void aCloseThatThrowsDoesNotTakeThePlaceOfARunsFailure() {
    RunFailedException failure = new RunFailedException("run");
    engine.onRun =
        binding -> {
          throw failure;
        };
    engine.onBindingClose =
        () -> {
          throw new IllegalStateException("close");
        };
    Captured.log(() -> assertThatThrownBy(() -> model.run(TWO)).isSameAs(failure));
    assertThat(engine.bindingCloses).hasValue(1);
  }
}
