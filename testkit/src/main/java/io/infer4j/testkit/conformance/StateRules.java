package io.infer4j.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.RunFailedException;
import io.infer4j.Tensor;

/** What a model keeps from run to run; formats that keep nothing have no fixture for it. */
interface StateRules {
  /** One more run of a binding of {@code counter}: the sum of what it was given since it began. */
  private static float count(IoBinding io, float x) {
    io.input("x").asFloats().put(0, x);
    io.run();
    return io.output("total").toFloats()[0];
  }

  private static IoBinding bind(Model model) {
    return Subject.bind(model, Fixture.of("counter"), 0);
  }

  @Rule(
      id = "STATE-01",
      says = "Model.run begins anew each time.",
      lookAt = "RuntimeModel.bind(): what another binding has left in memory that is used again",
      fixtures = "counter")
  default void eachRunOfAModelBeginsAnew(Subject subject) {
    Fixture fixture = Fixture.of("counter");
    try (Model model = subject.load("counter")) {
      for (int round = 0; round < 3; round++) {
        for (int index = 0; index < fixture.cases(); index++) {
          Subject.check(model, fixture, index);
        }
      }
    }
  }

  @Rule(
      id = "STATE-02",
      says = "A binding keeps from one run to the next what the model does.",
      lookAt = "RuntimeBinding.run(): it begins with what the run before has left",
      fixtures = "counter")
  default void aBindingKeepsItsState(Subject subject) {
    try (Model model = subject.load("counter");
        IoBinding io = bind(model)) {
      assertThat(count(io, 2)).as("after one run").isEqualTo(2);
      assertThat(count(io, 3)).as("after two").isEqualTo(5);
      assertThat(count(io, 4)).as("after three").isEqualTo(9);
    }
  }

  @Rule(
      id = "STATE-03",
      says = "Two bindings, and runs of the model beside them, do not see each other's state.",
      lookAt = "RuntimeModel.bind(): state is each binding's own, not the model's",
      fixtures = "counter")
  default void bindingsDoNotSeeEachOthersState(Subject subject) {
    Fixture fixture = Fixture.of("counter");
    try (Model model = subject.load("counter");
        IoBinding one = bind(model);
        IoBinding other = bind(model)) {
      for (int run = 1; run <= 3; run++) {
        assertThat(count(one, 1)).as("one, after %s runs", run).isEqualTo(run);
        Subject.check(model, fixture, 0);
        assertThat(count(other, 10)).as("the other, after %s runs", run).isEqualTo(10 * run);
      }
    }
  }

  @Rule(
      id = "STATE-04",
      says = "reset() makes a binding begin anew, in the memory that it has.",
      lookAt = "RuntimeBinding.reset(): all that the model keeps becomes what it was when loaded",
      fixtures = "counter")
  default void resetBeginsAnew(Subject subject) {
    try (Model model = subject.load("counter");
        IoBinding io = bind(model);
        IoBinding other = bind(model)) {
      for (int round = 0; round < 3; round++) {
        count(io, 2);
        assertThat(count(io, 3)).as("before reset").isEqualTo(5);
        Tensor input = io.input("x");
        io.reset();
        assertThat(io.input("x")).as("the input's memory").isSameAs(input);
        count(other, 1);
      }
      assertThat(count(other, 1)).as("another binding").isEqualTo(4);
    }
  }

  @Rule(
      id = "STATE-05",
      says = "A rebind begins anew.",
      lookAt = "bind(), which is called again: nothing is taken over from the binding before",
      fixtures = "counter")
  default void aRebindBeginsAnew(Subject subject) {
    try (Model model = subject.load("counter");
        IoBinding io = bind(model)) {
      count(io, 2);
      io.rebindTo(Fixture.of("counter").in(0));
      assertThat(count(io, 3)).as("after a rebind").isEqualTo(3);
    }
  }

  @Rule(
      id = "STATE-06",
      says = "A binding that is closed leaves nothing to the next.",
      lookAt = "RuntimeBinding.close(): what is handed on to later bindings",
      fixtures = "counter")
  default void aClosedBindingLeavesNothing(Subject subject) {
    try (Model model = subject.load("counter")) {
      for (int round = 0; round < 3; round++) {
        try (IoBinding io = bind(model)) {
          assertThat(count(io, 2)).as("in round %s", round).isEqualTo(2);
          count(io, 3);
        }
      }
    }
  }

  @Rule(
      id = "STATE-07",
      says = "A binding is reset after a run that failed, and where nothing is kept.",
      lookAt = "RuntimeBinding.reset(), which may be called at any time between runs",
      fixtures = "gather")
  default void aBindingIsResetAfterAFailedRun(Subject subject) {
    Fixture fixture = Fixture.of("gather");
    try (Model model = subject.load("gather");
        IoBinding io = Subject.bind(model, fixture, 0)) {
      for (int index = 0; index < fixture.cases(); index++) {
        io.reset();
        fixture.write(index, io);
        io.run();
        fixture.check(index, io);
        io.input("index").asLongs().put(0, 7);
        assertThatThrownBy(io::run).isInstanceOf(RunFailedException.class);
      }
    }
  }
}
