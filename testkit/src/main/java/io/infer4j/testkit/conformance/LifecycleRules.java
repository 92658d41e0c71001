package io.infer4j.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.Capability;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Life cycle: no order of calls crashes the JVM or gives a wrong answer. */
interface LifecycleRules {
  @Rule(
      id = "LIFE-01",
      says = "A closed model refuses to run and to be bound, naming itself.",
      lookAt = "whether the suite's engine is called through core, which guards the life cycle",
      fixtures = "mlp")
  default void aClosedModelIsRefused(Subject subject) {
    Fixture fixture = Fixture.of("mlp");
    Model model = subject.load("mlp");
    model.close();
    assertThatThrownBy(() -> model.run(fixture.in(0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(String.valueOf(subject.file("mlp").getFileName()))
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> Subject.bind(model, fixture, 0).close())
        .isInstanceOf(IllegalStateException.class);
  }

  @Rule(
      id = "LIFE-02",
      says = "A closed binding refuses to run, and its model runs on.",
      lookAt = "RuntimeBinding.close(): what it frees must be the binding's alone",
      fixtures = "mlp")
  default void aClosedBindingIsRefused(Subject subject) {
    Fixture fixture = Fixture.of("mlp");
    try (Model model = subject.load("mlp")) {
      IoBinding io = Subject.bind(model, fixture, 0);
      io.run();
      io.close();
      assertThatThrownBy(io::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
      Subject.check(model, fixture, 1);
    }
  }

  @Rule(
      id = "LIFE-03",
      says = "Closing twice is nothing, in whatever order.",
      lookAt = "close() of RuntimeModel and RuntimeBinding",
      fixtures = "mlp")
  default void closingTwiceIsNothing(Subject subject) {
    Fixture fixture = Fixture.of("mlp");
    for (boolean modelFirst : new boolean[] {true, false}) {
      Model model = subject.load("mlp");
      IoBinding io = Subject.bind(model, fixture, 0);
      io.run();
      if (modelFirst) {
        model.close();
      }
      io.close();
      io.close();
      model.close();
      model.close();
      io.close();
    }
  }

  @Rule(
      id = "LIFE-04",
      says = "Closing a model closes its bindings.",
      lookAt = "whether the suite's engine is called through core, which does it",
      fixtures = "mlp")
  default void closingAModelClosesItsBindings(Subject subject) {
    Fixture fixture = Fixture.of("mlp");
    Model model = subject.load("mlp");
    IoBinding io = Subject.bind(model, fixture, 0);
    model.close();
    assertThatThrownBy(io::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> io.rebindTo(fixture.in(0))).isInstanceOf(IllegalStateException.class);
  }

  @Rule(
      id = "LIFE-05",
      says = "Tensors of a closed binding stay readable and writable.",
      lookAt = "RuntimeBinding.output(int): Java memory that outlives the binding",
      fixtures = "large")
  default void tensorsOutliveTheirBinding(Subject subject) {
    Fixture fixture = Fixture.of("large");
    Tensor in;
    Tensor out;
    try (Model model = subject.load("large");
        IoBinding io = Subject.bind(model, fixture, 0)) {
      in = io.input(fixture.inputs().get(0).name());
      io.run();
      out = io.output(fixture.outputs().get(0).name());
    }
    System.gc();
    subject.runs("large"); // Would write over memory that was given back.
    fixture.check(0, any -> out);
    in.asFloats().put(0, 1);
    out.asFloats().put(0, 1);
  }

  @Rule(
      id = "LIFE-06",
      says = "A model that is closed during a run lets the run end, with its result.",
      lookAt = "close() of RuntimeModel and RuntimeBinding: core calls them after the run",
      fixtures = "slow")
  default void closeDuringARunLetsItEnd(Subject subject) throws Exception {
    Fixture fixture = Fixture.of("slow");
    Model model = subject.load("slow");
    IoBinding io = Subject.bind(model, fixture, 0);
    io.input("x").asFloats().put(0, 1000);
    Tensor[] output = {null};
    try {
      output[0] = io.output("y");
    } catch (IllegalStateException e) {
      // Its shape is told only by a run: then the run's end is all that can be seen.
    }
    RunInProgress run = RunInProgress.of(io);
    model.close();
    assertThat(run.end()).as("what the run threw").isNull();
    if (output[0] != null) {
      fixture.check(1, "y", output[0]);
    }
  }

  @Rule(
      id = "LIFE-07",
      says = "Closing races with running: a run gives the right result or says that it is closed.",
      lookAt = "close() of RuntimeModel and RuntimeBinding: what they free that others still use",
      fixtures = "mlp")
  default void closeRacesWithRun(Subject subject) throws Exception {
    Fixture fixture = Fixture.of("mlp");
    AtomicInteger ran = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    for (int race = 0; race < 200; race++) {
      Model model = subject.load("mlp");
      IoBinding io = Subject.bind(model, fixture, 0);
      boolean bindingFirst = race % 2 == 0;
      Threads.together(
          3,
          thread -> {
            try {
              switch (thread) {
                case 0 -> io.run();
                case 1 -> fixture.check(0, model.run(fixture.in(0)));
                default -> {
                  if (bindingFirst) {
                    io.close();
                  }
                  model.close();
                }
              }
              ran.incrementAndGet();
            } catch (IllegalStateException e) {
              assertThat(e).hasMessageContaining("closed");
              refused.incrementAndGet();
            }
          });
    }
    assertThat(ran.get() + refused.get()).isEqualTo(600);
  }

  @Rule(
      id = "LIFE-08",
      says = "Many models are open at once.",
      lookAt = "what each model takes of the process: threads, memory, files",
      fixtures = "mlp")
  default void manyModelsAreOpen(Subject subject) {
    Fixture fixture = Fixture.of("mlp");
    List<Model> models = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        models.add(subject.load("mlp"));
      }
      for (Model model : models) {
        Subject.check(model, fixture, 1);
      }
    } finally {
      models.forEach(Model::close);
    }
  }

  @Rule(
      id = "LIFE-09",
      says = "Many bindings of a model are open at once.",
      lookAt = "what bindings share: they may only read it",
      fixtures = "mlp")
  default void manyBindingsAreOpen(Subject subject) {
    Fixture fixture = Fixture.of("mlp");
    try (Model model = subject.load("mlp")) {
      List<IoBinding> bindings = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        bindings.add(Subject.bind(model, fixture, i % fixture.cases()));
      }
      bindings.forEach(IoBinding::run);
      for (int i = 0; i < 64; i++) {
        fixture.check(i % fixture.cases(), bindings.get(i));
      }
    }
  }

  @Rule(
      id = "LIFE-10",
      says = "Closing one model leaves another of the same file running.",
      lookAt = "RuntimeModel.close(): what it frees must be the model's alone",
      fixtures = "mlp")
  default void closingAModelLeavesOthers(Subject subject) {
    Fixture fixture = Fixture.of("mlp");
    try (Model kept = subject.load("mlp");
        IoBinding io = Subject.bind(kept, fixture, 2)) {
      for (int i = 0; i < 5; i++) {
        Subject.checkAll(subject.load("mlp"), fixture);
        fixture.write(2, io);
        io.run();
        fixture.check(2, io);
      }
    }
  }

  @Rule(
      id = "LIFE-11",
      says = "Closing one binding leaves the others running.",
      lookAt = "RuntimeBinding.close(): what it frees must be the binding's alone",
      fixtures = "mlp")
  default void closingABindingLeavesOthers(Subject subject) {
    Fixture fixture = Fixture.of("mlp");
    try (Model model = subject.load("mlp");
        IoBinding kept = Subject.bind(model, fixture, 2)) {
      for (int i = 0; i < 5; i++) {
        try (IoBinding other = Subject.bind(model, fixture, 0)) {
          other.run();
        }
        fixture.write(2, kept);
        kept.run();
        fixture.check(2, kept);
      }
    }
  }

  @Rule(
      id = "LIFE-12",
      says = "A binding begins anew, whatever bindings before it have done.",
      lookAt = "what bindings hand on to the next: state, sizes, a cancelled or failed run",
      fixtures = "mlp_batch",
      needs = Capability.DYNAMIC_SHAPES)
  default void aBindingBeginsAnew(Subject subject) {
    Fixture fixture = Fixture.of("mlp_batch");
    try (Model model = subject.load("mlp_batch")) {
      for (int i = 0; i < 10; i++) {
        try (IoBinding io = Subject.bind(model, fixture, i % 2)) {
          io.run();
          fixture.check(i % 2, io);
        }
      }
    }
  }

  @Rule(
      id = "LIFE-13",
      says = "Made on one thread, models and bindings run and close on others.",
      lookAt = "what the runtime ties to a thread",
      fixtures = "mlp")
  default void otherThreadsRunAndClose(Subject subject) throws Exception {
    Fixture fixture = Fixture.of("mlp");
    Model model = subject.load("mlp");
    IoBinding io = Subject.bind(model, fixture, 1);
    Threads.together(
        1,
        thread -> {
          io.run();
          fixture.check(1, io);
        });
    Threads.together(1, thread -> io.close());
    Threads.together(1, thread -> Subject.check(model, fixture, 0));
    Threads.together(1, thread -> model.close());
  }

  @Rule(
      id = "LIFE-14",
      says = "A model that never ran, and a binding that never ran, close.",
      lookAt = "close() of RuntimeModel and RuntimeBinding before anything was run",
      fixtures = "mlp")
  default void whatNeverRanCloses(Subject subject) {
    subject.load("mlp").close();
    Model model = subject.load("mlp");
    Subject.bind(model, Fixture.of("mlp"), 0).close();
    model.close();
    subject.runs("mlp");
  }
}
