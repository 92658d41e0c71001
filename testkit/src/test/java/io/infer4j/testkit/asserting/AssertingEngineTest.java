package io.infer4j.testkit.asserting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.InferenceEngines;
import io.infer4j.IoBinding;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelSource;
import io.infer4j.RunFailedException;
import io.infer4j.Tensor;
import io.infer4j.spi.InferenceEngine;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.spi.RuntimeModel;
import io.infer4j.testkit.ForwardingEngine;
import io.infer4j.testkit.fake.FakeModel;
import io.infer4j.testkit.reference.ReferenceEngine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Each misuse is reported at the call, in words. */
class AssertingEngineTest {
  private static final ModelSource NEGATION =
      ModelSource.of(
          """
          infer4j-reference 1
          input x float32 [2]
          output y float32 [2]
          y = neg x
          end
          """
              .getBytes(StandardCharsets.UTF_8));

  private final AssertingEngine engine = new AssertingEngine(new ReferenceEngine());
  private final Tensor x = Tensor.of(new float[] {1, 2}, 2);

  private RuntimeModel loaded() {
    return engine.load(NEGATION, LoadOptions.defaults());
  }

  private Model model() {
    return InferenceEngines.of(engine).load(NEGATION, LoadOptions.defaults());
  }

  private void misuse(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(AssertionError.class).hasMessage(message);
    assertThat(engine.misuses()).contains(message);
  }

  @Test
  void goodMannersPass() {
    try (Model model = model();
        IoBinding io = model.bind()) {
      io.run();
      model.run(x);
    }
    assertThatCode(engine::assertNoMisuse).doesNotThrowAnyException();
  }

  // ---- what an application does wrong

  @Test
  void aModelThatIsNeverClosedIsReportedWithItsOrigin() {
    Model leaked = model();
    assertThatThrownBy(engine::assertNoMisuse)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("model " + NEGATION + " was never closed; it was opened at ")
        .hasMessageContaining("AssertingEngineTest.model(AssertingEngineTest.java:")
        .satisfies(
            e ->
                assertThat(e.getSuppressed()[0].getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().startsWith("aModelThatIsNever")));
    leaked.close();
    engine.assertNoMisuse();
  }

  @Test
  void aBindingThatIsNeverClosedIsReportedWithItsOrigin() {
    try (Model model = model()) {
      IoBinding leaked = model.bind();
      leaked.run();
      assertThatThrownBy(engine::assertNoMisuse)
          .hasMessageContaining("binding of model " + NEGATION + " was never closed")
          .hasMessageContaining("AssertingEngineTest.aBindingThatIsNeverClosed");
    }
  }

  @Test
  void anInputThatChangesDuringARunIsReported() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch changed = new CountDownLatch(1);
    FakeModel fake =
        FakeModel.create()
            .input("x", DType.FLOAT32, 2)
            .computes(
                inputs -> {
                  begun.countDown();
                  await(changed);
                  return Map.of();
                });
    AssertingEngine asserting = new AssertingEngine(fake.engine());
    try (Model model = InferenceEngines.of(asserting).load(fake.source(), LoadOptions.defaults());
        IoBinding io = model.bind()) {
      CompletableFuture<Void> run = CompletableFuture.runAsync(io::run);
      begun.await();
      io.input("x").asFloats().put(0, 7);
      changed.countDown();
      String message =
          "input 'x' changed during the run: until a run ends its inputs are not to be written to";
      assertThatThrownBy(run::join)
          .hasCauseInstanceOf(AssertionError.class)
          .cause()
          .hasMessage(message);
      assertThat(asserting.misuses()).containsExactly(message);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anOutputIsNaNBeforeTheFirstRun() {
    try (Model model = model();
        IoBinding io = model.bind()) {
      assertThat(io.output("y").toFloats()).containsOnly(Float.NaN);
      io.run();
      assertThat(io.output("y").toFloats()).containsOnly(-0f);
    }
  }

  @Test
  void anOutputIsUndefinedAfterAFailedRun() {
    FakeModel fake =
        FakeModel.create()
            .output("n", DType.INT32, 1)
            .output("s", DType.STRING, 1)
            .failsAt(2, "no");
    AssertingEngine asserting = new AssertingEngine(fake.engine());
    try (Model model = InferenceEngines.of(asserting).load(fake.source(), LoadOptions.defaults());
        IoBinding io = model.bind()) {
      io.run();
      assertThatThrownBy(io::run).isInstanceOf(RunFailedException.class);
      assertThat(io.output("n").toInts()).containsExactly(-1);
      assertThat(io.output("s").asStrings()).containsExactly("undefined until a run ends");
    }
  }

  // ---- what a caller of the SPI does wrong

  @Test
  void anUnknownOptionIsReported() {
    LoadOptions options = LoadOptions.defaults().withOption("reference", "speed", "9");
    misuse(
        () -> engine.load(NEGATION, options),
        "load with option 'speed', which is none of [latency]");
  }

  @Test
  void theWrongNumberOfInputsIsReported() {
    try (RuntimeModel model = loaded()) {
      misuse(
          () -> model.bind(List.of(x, x)),
          "bind with 2 tensors, one is expected for each of [x float32[2]]");
    }
  }

  @Test
  void anInputOfAnotherDTypeIsReported() {
    try (RuntimeModel model = loaded()) {
      misuse(
          () -> model.bind(List.of(x.to(DType.INT64))),
          "bind of input 'x': expected float32[2], got int64[2]");
    }
  }

  @Test
  void anInputOfAnotherShapeIsReported() {
    try (RuntimeModel model = loaded()) {
      misuse(
          () -> model.bind(List.of(x.reshape(2, 1))),
          "bind of input 'x': expected float32[2], got float32[2, 1]");
    }
  }

  @Test
  void aMissingInputIsReported() {
    try (RuntimeModel model = loaded()) {
      misuse(() -> model.bind(Arrays.asList((Tensor) null)), "bind without input 'x'");
    }
  }

  @Test
  void anOutputThatThereIsNotIsReported() {
    try (RuntimeModel model = loaded();
        RuntimeBinding binding = model.bind(List.of(x))) {
      misuse(() -> binding.output(1), "output 1 of a model that has 1");
    }
  }

  @Test
  void callsAfterCloseAreReported() {
    RuntimeModel model = loaded();
    RuntimeBinding binding = model.bind(List.of(x));
    binding.close();
    misuse(binding::run, "run of a binding that is closed");
    misuse(() -> binding.output(0), "output of a binding that is closed");
    misuse(binding::cancel, "cancel of a binding that is closed");
    misuse(binding::close, "close of a binding that is closed");
    model.close();
    misuse(() -> model.bind(List.of(x)), "bind of model " + NEGATION + ", which is closed");
    misuse(model::close, "close of model " + NEGATION + ", which is closed");
  }

  @Test
  void aModelClosedBeforeItsBindingsIsReported() {
    RuntimeModel model = loaded();
    RuntimeBinding binding = model.bind(List.of(x));
    misuse(model::close, "close of model " + NEGATION + " before 1 of its bindings");
    binding.close();
    model.close();
  }

  @Test
  void callsDuringARunAreReported() throws Exception {
    FakeModel fake = FakeModel.create().output("y", DType.INT8, 1).takes(Duration.ofMinutes(5));
    AssertingEngine asserting = new AssertingEngine(fake.engine());
    RuntimeModel model = asserting.load(fake.source(), LoadOptions.defaults());
    RuntimeBinding binding = model.bind(List.of());
    CompletableFuture<Void> run = CompletableFuture.runAsync(binding::run);
    while (fake.runs() == 0) {
      Thread.sleep(1);
    }
    String end = " of a binding while run is in progress: it takes one call at a time";
    assertThatThrownBy(binding::run).hasMessage("run" + end);
    assertThatThrownBy(() -> binding.output(0)).hasMessage("output" + end);
    assertThatThrownBy(binding::close).hasMessage("close" + end);
    assertThatThrownBy(binding::clearCancel).hasMessage("clearCancel" + end);
    binding.cancel();
    assertThatThrownBy(run::join).isNotNull();
    binding.clearCancel();
    binding.close();
    model.close();
  }

  @Test
  void cancellingTwiceIsReported() {
    try (RuntimeModel model = loaded();
        RuntimeBinding binding = model.bind(List.of(x))) {
      binding.cancel();
      misuse(binding::cancel, "cancel for the second time with no clearCancel between");
      binding.clearCancel();
      binding.cancel();
    }
  }

  @Test
  void aRunAfterACancelledOneIsReported() {
    try (RuntimeModel model = loaded();
        RuntimeBinding binding = model.bind(List.of(x))) {
      binding.cancel();
      assertThatThrownBy(binding::run).isNotInstanceOf(AssertionError.class);
      misuse(binding::run, "run after a cancelled one with no clearCancel between");
      binding.clearCancel();
      binding.run();
    }
  }

  @Test
  void cancellingWithoutTheCapabilityIsReported() {
    InferenceEngine wrapped = new AssertingEngine(new Uncancellable());
    try (RuntimeModel model = wrapped.load(NEGATION, LoadOptions.defaults());
        RuntimeBinding binding = model.bind(List.of(x))) {
      assertThatThrownBy(binding::cancel)
          .hasMessage("cancel of an engine without the capability CANCELLATION");
    }
  }

  /** The reference engine without one of its capabilities. */
  private static final class Uncancellable extends ForwardingEngine {
    Uncancellable() {
      super(new ReferenceEngine());
    }

    @Override
    public Set<Capability> capabilities() {
      return EnumSet.of(Capability.STATIC_SPECS);
    }
  }
}
