package io.infer4j.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.Capability;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import java.util.Arrays;
import java.util.concurrent.Phaser;

/** Concurrency: many threads get their own answers. */
interface ConcurrencyRules {
  int THREADS = 8;
  int ROUNDS = 200;

  @Rule(
      id = "CONC-01",
      says = "Threads with a binding each get their own results.",
      lookAt = "buffers that bindings of a model share",
      fixtures = "mlp")
  default void bindingsRunAtOnce(Subject subject) throws Exception {
    Fixture fixture = Fixture.of("mlp");
    Phaser bound = new Phaser(THREADS);
    try (Model model = subject.load("mlp")) {
      Threads.together(
          THREADS,
          thread -> {
            int index = thread % fixture.cases();
            try (IoBinding io = Subject.bind(model, fixture, index)) {
              bound.arriveAndAwaitAdvance(); // All are there before the first is done.
              for (int i = 0; i < ROUNDS; i++) {
                fixture.write(index, io);
                io.run();
                fixture.check(index, io);
              }
            }
          });
    }
  }

  @Rule(
      id = "CONC-02",
      says = "Threads that call run on one model get their own results.",
      lookAt = "bind(): core calls it from many threads at once",
      fixtures = "mlp")
  default void aModelRunsOnManyThreads(Subject subject) throws Exception {
    Fixture fixture = Fixture.of("mlp");
    try (Model model = subject.load("mlp")) {
      Threads.together(
          THREADS,
          thread -> {
            int index = thread % fixture.cases();
            for (int i = 0; i < ROUNDS; i++) {
              Subject.check(model, fixture, index);
            }
          });
    }
  }

  @Rule(
      id = "CONC-03",
      says = "Two threads on one binding: one runs, the other is refused, in words.",
      lookAt = "whether the suite's engine is called through core, which refuses it",
      fixtures = "slow")
  default void oneBindingOnTwoThreadsIsRefused(Subject subject) throws Exception {
    Fixture fixture = Fixture.of("slow");
    boolean refused = false;
    try (Model model = subject.load("slow");
        IoBinding io = Subject.bind(model, fixture, 0)) {
      // Again where the first run was over before this thread had its turn.
      for (int i = 0; i < 10 && !refused; i++) {
        RunInProgress run = RunInProgress.of(io);
        try {
          io.run();
        } catch (IllegalStateException e) {
          assertThat(e).hasMessageContaining("another thread");
          refused = true;
        }
        assertThat(run.end()).as("what the first run threw").isNull();
      }
      assertThat(refused).as("whether the second run was refused").isTrue();
      fixture.check(0, io);
    }
  }

  @Rule(
      id = "CONC-04",
      says = "Bindings of different shapes run at once.",
      lookAt = "sizes that belong to the model and not to the binding",
      fixtures = "mlp_batch",
      needs = Capability.DYNAMIC_SHAPES)
  default void shapesDifferAtOnce(Subject subject) throws Exception {
    Fixture fixture = Fixture.of("mlp_batch");
    try (Model model = subject.load("mlp_batch")) {
      Threads.together(
          THREADS,
          thread -> {
            try (IoBinding io = Subject.bind(model, fixture, thread % fixture.cases())) {
              for (int i = 0; i < ROUNDS / 4; i++) {
                int index = (thread + i) % fixture.cases();
                io.rebindTo(fixture.in(index));
                io.run();
                fixture.check(index, io);
              }
            }
          });
    }
  }

  @Rule(
      id = "CONC-05",
      says = "Models load at once on many threads.",
      lookAt = "load(): what it keeps in statics, and how native libraries are loaded",
      fixtures = {"mlp", "add_sub"})
  default void modelsLoadAtOnce(Subject subject) throws Exception {
    Threads.together(
        THREADS,
        thread -> {
          for (int i = 0; i < 5; i++) {
            subject.runs(thread % 2 == 0 ? "mlp" : "add_sub");
          }
        });
  }

  @Rule(
      id = "CONC-06",
      says = "Loads that fail at once on many threads each get their own words.",
      lookAt = "where the runtime's last error is kept: per thread, or read under a lock",
      fixtures = "mlp")
  default void loadsFailAtOnce(Subject subject) throws Exception {
    byte[] whole = subject.bytes("mlp");
    Threads.together(
        THREADS,
        thread -> {
          ModelSource cut = ModelSource.of(Arrays.copyOf(whole, whole.length / 2 - thread));
          for (int i = 0; i < 10; i++) {
            try {
              subject.load(cut).close();
              throw new AssertionError("half a model was loaded");
            } catch (ModelLoadException e) {
              assertThat(e).hasMessageContaining(cut.name());
            }
          }
        });
  }

  @Rule(
      id = "CONC-07",
      says = "Bindings open and close on many threads while others run.",
      lookAt = "what close() of a binding frees or hands on while the model is in use",
      fixtures = "mlp")
  default void bindingsComeAndGo(Subject subject) throws Exception {
    Fixture fixture = Fixture.of("mlp");
    try (Model model = subject.load("mlp")) {
      Threads.together(
          THREADS,
          thread -> {
            int index = thread % fixture.cases();
            for (int i = 0; i < ROUNDS / 4; i++) {
              try (IoBinding io = Subject.bind(model, fixture, index)) {
                io.run();
                fixture.check(index, io);
              }
            }
          });
    }
  }

  @Rule(
      id = "CONC-08",
      says = "The engine tells what it is on many threads at once.",
      lookAt = "state in the engine: it has to be stateless")
  default void theEngineAnswersOnManyThreads(Subject subject) throws Exception {
    Threads.together(
        THREADS,
        thread -> {
          var other = subject.anotherEngine();
          assertThat(other.unavailable()).isEqualTo(subject.engine().unavailable());
          assertThat(other.accelerators()).isEqualTo(subject.engine().accelerators());
          assertThat(other.capabilities()).isEqualTo(subject.engine().capabilities());
          assertThat(other.version()).isEqualTo(subject.engine().version());
        });
  }
}
