package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class IoBindingTest {
  private static final String CLOSED = "this binding is closed, or its model is";
  private static final String IN_USE =
      "this binding is in use by another thread: a binding is for one thread at a time, make one"
          + " for each";

  private final FakeEngine engine = new FakeEngine();
  private Model model;

  private IoBinding bind() {
    model = engine.load();
    return model.bind();
  }

  /** Bound to x [1, 2], where both x and y leave the first dimension open. */
  private IoBinding bindDynamic() {
    engine.inputs = List.of(TensorSpec.of("x", DType.FLOAT32, Shape.of(-1, 2)));
    engine.outputs = List.of(TensorSpec.of("y", DType.FLOAT32, Shape.of(-1, 2)));
    model = engine.load();
    return model.bind(Shape.of(1, 2));
  }

  @AfterEach
  void noRuleOfTheSpiWasBrokenAndEverythingIsClosed() {
    model.close();
    assertThat(engine.violations).isEmpty();
    assertThat(engine.modelCloses).hasValue(1);
    assertThat(engine.cancels.get()).as("each cancel was cleared").isEqualTo(engine.clears.get());
  }

  @Test
  void theSameMemoryIsReadAndWrittenAgainAndAgain() {
    IoBinding io = bind();
    Tensor in = io.input("x");
    Tensor out = io.output("y");
    for (int i = 0; i < 3; i++) {
      in.asFloats().put(0, i);
      io.run();
      assertThat(out.asFloats().get(0)).isEqualTo(i + 1);
      assertThat(io.input("x")).isSameAs(in);
      assertThat(io.output("y")).isSameAs(out);
    }
    assertThat(engine.binds).hasValue(1);
  }

  @Test
  void boundToTheCallersMemoryEachRunReadsItAsItIsThen() {
    model = engine.load();
    Tensor mine = Tensor.of(new float[] {1, 2}, 2);
    IoBinding io = model.bindTo(Map.of("x", mine));
    assertThat(io.input("x")).isSameAs(mine);
    io.run();
    mine.asFloats().put(0, 10);
    io.run();
    assertThat(io.output("y").toFloats()).containsExactly(11, 3);
  }

  @Test
  void theOnlyInputAndOutputNeedNoName() {
    model = engine.load();
    Tensor mine = Tensor.of(new float[] {1, 2}, 2);
    IoBinding io = model.bindTo(mine);
    assertThat(io.input()).isSameAs(mine);
    io.run();
    assertThat(io.output().toFloats()).containsExactly(2, 3);
    io.close();
    assertThatThrownBy(io::output).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void ofSeveralInputsOneIsNamed() {
    engine.inputs =
        List.of(
            TensorSpec.of("x", DType.FLOAT32, Shape.of(2)),
            TensorSpec.of("z", DType.FLOAT32, Shape.of(2)));
    IoBinding io = bind();
    assertThatThrownBy(io::input)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the model has 2 inputs [x, z]; get one by name");
  }

  @Test
  void unknownNamesAreAnsweredWithTheKnownOnes() {
    IoBinding io = bind();
    assertThatThrownBy(() -> io.input("image"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no input 'image'; there are [x]");
    assertThatThrownBy(() -> io.output("scores"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no output 'scores'; there are [y]");
    io.run(); // An error leaves it usable.
  }

  @Test
  void bindingsOfOneModelShareNothing() {
    IoBinding one = bind();
    IoBinding two = model.bind();
    one.input("x").asFloats().put(0, 5);
    one.run();
    two.run();
    assertThat(one.output("y").toFloats()).containsExactly(6, 1);
    assertThat(two.output("y").toFloats()).containsExactly(1, 1);
  }

  @Test
  void anOutputOfUnknownShapeIsThereOnlyAfterARun() {
    engine.outputsKnown = false;
    IoBinding io = bind();
    assertThatThrownBy(() -> io.output("y"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("output 'y' has a shape that is known only after a run: run first");
    io.run();
    Tensor first = io.output("y");
    io.run();
    assertThat(io.output("y")).isNotSameAs(first);
  }

  @Test
  void aFailedRunLeavesTheBindingUsable() {
    IoBinding io = bind();
    RunFailedException failure = new RunFailedException("no");
    engine.onRun =
        binding -> {
          throw failure;
        };
    assertThatThrownBy(io::run).isSameAs(failure);
    engine.onRun = binding -> {};
    io.run();
    assertThat(io.output("y").toFloats()).containsExactly(1, 1);
  }

  @Test
  void anErrorInARunLeavesTheBindingUsable() {
    IoBinding io = bind();
    engine.onRun =
        binding -> {
          throw new StackOverflowError();
        };
    assertThatThrownBy(io::run).isInstanceOf(StackOverflowError.class);
    engine.onRun = binding -> {};
    io.run();
  }

  @Test
  void closingTwiceIsNothing() {
    IoBinding io = bind();
    io.close();
    io.close();
    assertThat(engine.bindingCloses).hasValue(1);
    assertThat(engine.modelCloses).hasValue(0);
  }

  @Test
  void afterCloseEveryMethodButCloseAndCancelThrows() {
    IoBinding io = bind();
    io.close();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            io::run,
            () -> io.input("x"),
            () -> io.output("y"),
            () -> io.output("no such"),
            () -> io.rebind(Shape.of(2)),
            () -> io.rebind(Map.of("no such", Shape.of(2))),
            () -> io.rebindTo(Map.of("no such", Tensor.allocate(DType.INT8))))) {
      assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessage(CLOSED);
    }
    assertThat(io.cancel()).isFalse();
  }

  @Test
  void closeDuringARunIsDeferredToItsEnd() {
    IoBinding io = bind();
    Gate gate = new Gate();
    engine.onRun = binding -> gate.pass();
    CompletableFuture<Void> run = Gate.start(io::run);
    gate.awaitReached();
    io.close();
    io.close();
    assertThat(engine.bindingCloses).hasValue(0);
    assertThatThrownBy(io::run).hasMessage(CLOSED);
    gate.open();
    run.join();
    assertThat(engine.bindingCloses).hasValue(1);
  }

  @Test
  void closeDuringARunThatFailsIsDeferredToItsEndToo() {
    IoBinding io = bind();
    Gate gate = new Gate();
    engine.onRun =
        binding -> {
          gate.pass();
          throw new RunFailedException("no");
        };
    CompletableFuture<Void> run = Gate.start(() -> assertThatThrownBy(io::run).hasMessage("no"));
    gate.awaitReached();
    io.close();
    gate.open();
    run.join();
    assertThat(engine.bindingCloses).hasValue(1);
  }

  @Test
  void aSecondThreadIsRefusedWhileOneRuns() {
    IoBinding io = bindDynamic();
    Gate gate = new Gate();
    engine.onRun = binding -> gate.pass();
    CompletableFuture<Void> run = Gate.start(io::run);
    gate.awaitReached();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            io::run,
            () -> io.output("y"),
            () -> io.rebind(Shape.of(2, 2)),
            () -> io.rebindTo(Map.of("x", Tensor.allocate(DType.FLOAT32, 2, 2))))) {
      assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessage(IN_USE);
    }
    gate.open();
    run.join();
    io.run();
    assertThat(engine.runs).hasValue(2);
  }

  @Test
  void aSecondThreadIsRefusedWhileOneFetchesAnOutput() {
    IoBinding io = bind();
    Gate gate = new Gate();
    engine.onOutput = gate::pass;
    CompletableFuture<Void> fetch = Gate.start(() -> io.output("y"));
    gate.awaitReached();
    assertThatThrownBy(io::run).isInstanceOf(IllegalStateException.class).hasMessage(IN_USE);
    assertThat(io.cancel()).isFalse();
    gate.open();
    fetch.join();
    io.run();
  }

  @Test
  void closeWhileAnOutputIsFetchedIsDeferredToItsEnd() {
    IoBinding io = bind();
    Gate gate = new Gate();
    engine.onOutput = gate::pass;
    CompletableFuture<Void> fetch = Gate.start(() -> io.output("y"));
    gate.awaitReached();
    model.close();
    assertThat(engine.bindingCloses).hasValue(0);
    gate.open();
    fetch.join();
    assertThat(engine.bindingCloses).hasValue(1);
    assertThat(engine.modelCloses).hasValue(1);
  }

  @Test
  void rebindingGivesNewMemoryOfTheNewShape() {
    IoBinding io = bindDynamic();
    Tensor before = io.input("x");
    io.rebind(Shape.of(3, 2));
    assertThat(io.input("x").shape()).isEqualTo(Shape.of(3, 2));
    assertThat(io.output("y").shape()).isEqualTo(Shape.of(3, 2));
    assertThat(before.shape()).isEqualTo(Shape.of(1, 2));
    io.input("x").asFloats().put(5, 8);
    io.run();
    assertThat(io.output("y").toFloats()).containsExactly(1, 1, 1, 1, 1, 9);
    assertThat(engine.bindingCloses).hasValue(1);
  }

  @Test
  void inputsThatAreNotNamedKeepTheirMemory() {
    engine.inputs =
        List.of(
            TensorSpec.of("x", DType.FLOAT32, Shape.of(2)),
            TensorSpec.of("n", DType.FLOAT32, Shape.of(-1)));
    model = engine.load();
    IoBinding io = model.bind(Map.of("n", Shape.of(1)));
    Tensor x = io.input("x");
    io.rebind(Map.of("n", Shape.of(5)));
    assertThat(io.input("x")).isSameAs(x);
    assertThat(io.input("n").shape()).isEqualTo(Shape.of(5));
    Tensor mine = Tensor.allocate(DType.FLOAT32, 7);
    io.rebindTo(Map.of("n", mine));
    assertThat(io.input("x")).isSameAs(x);
    assertThat(io.input("n")).isSameAs(mine);
  }

  @Test
  void aRefusedRebindLeavesEverythingAsItWas() {
    IoBinding io = bindDynamic();
    Tensor in = io.input("x");
    Tensor out = io.output("y");
    assertThatThrownBy(() -> io.rebind(Shape.of(3, 3))).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> io.rebind(Map.of("z", Shape.of(1))))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> io.rebindTo(Map.of("x", Tensor.of(new int[2], 1, 2))))
        .isInstanceOf(InvalidInputException.class);
    assertThat(io.input("x")).isSameAs(in);
    assertThat(io.output("y")).isSameAs(out);
    io.run();
    assertThat(out.toFloats()).containsExactly(1, 1);
    assertThat(engine.bindingCloses).hasValue(0);
  }

  @Test
  void aRebindThatTheRuntimeRefusesLeavesEverythingAsItWas() {
    IoBinding io = bindDynamic();
    Tensor in = io.input("x");
    Tensor out = io.output("y");
    InferenceException failure = new InferenceException("no memory");
    engine.onBind =
        () -> {
          throw failure;
        };
    assertThatThrownBy(() -> io.rebind(Shape.of(3, 2))).isSameAs(failure);
    assertThatThrownBy(() -> io.rebindTo(Map.of("x", Tensor.allocate(DType.FLOAT32, 3, 2))))
        .isSameAs(failure);
    assertThat(io.input("x")).isSameAs(in);
    assertThat(io.output("y")).isSameAs(out);
    io.run();
    assertThat(out.toFloats()).containsExactly(1, 1);
  }

  @Test
  void aRebindWhoseOldMemoryCannotBeClosedHasSucceeded() {
    IoBinding io = bindDynamic();
    engine.onBindingClose =
        () -> {
          throw new IllegalStateException("old");
        };
    String log =
        Captured.log(
            () -> assertThatCode(() -> io.rebind(Shape.of(3, 2))).doesNotThrowAnyException());
    assertThat(log).contains("failed to close");
    engine.onBindingClose = () -> {};
    assertThat(io.input("x").shape()).isEqualTo(Shape.of(3, 2));
    io.run();
  }

  @Test
  void closeDuringARebindClosesWhatItMade() {
    IoBinding io = bindDynamic();
    Gate gate = new Gate();
    engine.onBind = gate::pass;
    CompletableFuture<Void> rebind = Gate.start(() -> io.rebind(Shape.of(3, 2)));
    gate.awaitReached();
    model.close();
    assertThat(engine.bindingCloses).hasValue(0);
    assertThat(engine.modelCloses).hasValue(0);
    gate.open();
    rebind.join();
    assertThat(engine.bindingCloses).hasValue(2);
    assertThat(engine.modelCloses).hasValue(1);
    assertThatThrownBy(io::run).hasMessage(CLOSED);
  }

  @Test
  void closeDuringARebindThatFailsClosesWhatThereWas() {
    IoBinding io = bindDynamic();
    Gate gate = new Gate();
    engine.onBind =
        () -> {
          gate.pass();
          throw new InferenceException("no memory");
        };
    CompletableFuture<Void> rebind =
        Gate.start(
            () -> assertThatThrownBy(() -> io.rebind(Shape.of(3, 2))).hasMessage("no memory"));
    gate.awaitReached();
    io.close();
    assertThat(engine.bindingCloses).hasValue(0);
    gate.open();
    rebind.join();
    assertThat(engine.bindingCloses).hasValue(1);
  }

  @Test
  void cancelDuringARebindCancelsNothing() {
    IoBinding io = bindDynamic();
    Gate gate = new Gate();
    engine.onBind = gate::pass;
    CompletableFuture<Void> rebind = Gate.start(() -> io.rebind(Shape.of(3, 2)));
    gate.awaitReached();
    assertThat(io.cancel()).isFalse();
    gate.open();
    rebind.join();
    io.run();
    assertThat(engine.cancels).hasValue(0);
  }

  @Test
  void resetReachesTheRuntimeAndLeavesTheMemory() {
    IoBinding binding = bind();
    Tensor input = binding.input("x");
    binding.run();
    binding.reset();
    assertThat(engine.resets).hasValue(1);
    assertThat(binding.input("x")).isSameAs(input);
    binding.run();
  }

  @Test
  void resetDuringARunIsRefused() {
    IoBinding binding = bind();
    engine.onRun =
        running ->
            assertThatThrownBy(binding::reset)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(IN_USE);
    binding.run();
    assertThat(engine.runs).hasValue(1);
    assertThat(engine.resets).hasValue(0);
  }

  @Test
  void resetAfterCloseIsRefused() {
    IoBinding binding = bind();
    binding.close();
    assertThatThrownBy(binding::reset).isInstanceOf(IllegalStateException.class).hasMessage(CLOSED);
  }
}
