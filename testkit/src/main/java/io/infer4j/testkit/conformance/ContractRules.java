package io.infer4j.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.RunCancelledException;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.spi.RuntimeModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The contract of the SPI, tried as core would: straight at the engine. */
interface ContractRules {
  private static RuntimeModel load(Subject subject, String fixture) {
    return subject.engine().load(subject.source(fixture), subject.options());
  }

  /** The inputs of a case in the order of the runtime model. */
  private static List<Tensor> in(RuntimeModel model, String fixture, int index) {
    var given = Fixture.of(fixture).in(index);
    List<Tensor> ordered = new ArrayList<>();
    for (TensorSpec input : model.inputs()) {
      ordered.add(Objects.requireNonNull(given.get(input.name()), input.name()));
    }
    return ordered;
  }

  @Rule(
      id = "SPI-01",
      says = "Names of inputs are unique, and so are those of outputs.",
      lookAt = "RuntimeModel.inputs() and outputs()",
      fixtures = "passthrough")
  default void namesAreUnique(Subject subject) {
    try (RuntimeModel model = load(subject, "passthrough")) {
      assertThat(model.inputs()).extracting(TensorSpec::name).doesNotHaveDuplicates();
      assertThat(model.outputs()).extracting(TensorSpec::name).doesNotHaveDuplicates();
    }
  }

  @Rule(
      id = "SPI-02",
      says = "A runtime model tells the same each time, in the same order.",
      lookAt = "RuntimeModel.inputs() and outputs(): a fixed order, not that of a hash table",
      fixtures = "many")
  default void theOrderIsFixed(Subject subject) {
    try (RuntimeModel model = load(subject, "many");
        RuntimeModel again = load(subject, "many")) {
      assertThat(model.inputs().toString()).isEqualTo(model.inputs().toString());
      assertThat(again.inputs().toString()).isEqualTo(model.inputs().toString());
      assertThat(again.outputs().toString()).isEqualTo(model.outputs().toString());
    }
  }

  @Rule(
      id = "SPI-03",
      says = "Inputs may be read-only memory, and output(int) is Java memory in native order.",
      lookAt = "bind() and output(int)",
      fixtures = "add_sub")
  default void readOnlyInputsAreTaken(Subject subject) {
    try (RuntimeModel model = load(subject, "add_sub")) {
      List<Tensor> readOnly = new ArrayList<>();
      for (Tensor input : in(model, "add_sub", 0)) {
        ByteBuffer view = input.asBytes().asReadOnlyBuffer().order(ByteOrder.nativeOrder());
        readOnly.add(Tensor.wrap(DType.FLOAT32, view, input.shape().dims()));
      }
      try (RuntimeBinding binding = model.bind(readOnly)) {
        binding.run();
        for (int i = 0; i < 2; i++) {
          String name = model.outputs().get(i).name();
          Tensor output = Objects.requireNonNull(binding.output(i));
          Fixture.of("add_sub").check(0, name, output);
          assertThat(output.isReadOnly()).as("whether '%s' is read-only", name).isFalse();
        }
      }
    }
  }

  @Rule(
      id = "SPI-04",
      says = "An output outlives its binding and its model.",
      lookAt = "RuntimeBinding.output(int): not a view of the runtime's memory",
      fixtures = "large")
  default void outputsOutliveTheBinding(Subject subject) {
    Tensor output;
    try (RuntimeModel model = load(subject, "large")) {
      try (RuntimeBinding binding = model.bind(in(model, "large", 0))) {
        binding.run();
        output = Objects.requireNonNull(binding.output(0));
      }
    }
    subject.runs("large");
    Fixture.of("large").check(0, any -> output);
  }

  @Rule(
      id = "SPI-05",
      says =
          "Cancelled a moment before it starts, a run ends; after clearCancel the next is whole.",
      lookAt = "RuntimeBinding.cancel() and clearCancel()",
      fixtures = "mlp",
      needs = Capability.CANCELLATION)
  default void cancelBeforeARunIsUndone(Subject subject) {
    Fixture fixture = Fixture.of("mlp");
    try (RuntimeModel model = load(subject, "mlp");
        RuntimeBinding binding = model.bind(in(model, "mlp", 0))) {
      for (int i = 0; i < 3; i++) {
        binding.cancel();
        try {
          binding.run();
        } catch (RunCancelledException e) {
          assertThat(e).isNotNull();
        }
        binding.clearCancel();
        binding.run();
        fixture.check(0, any -> Objects.requireNonNull(binding.output(0)));
      }
    }
  }

  @Rule(
      id = "SPI-06",
      says = "A binding that is never run, and one that is, close and leave the model usable.",
      lookAt = "RuntimeBinding.close()",
      fixtures = "mlp")
  default void bindingsCloseInAnyState(Subject subject) {
    Fixture fixture = Fixture.of("mlp");
    try (RuntimeModel model = load(subject, "mlp")) {
      for (int i = 0; i < 5; i++) {
        model.bind(in(model, "mlp", 0)).close();
        try (RuntimeBinding binding = model.bind(in(model, "mlp", 1))) {
          binding.run();
          fixture.check(1, any -> Objects.requireNonNull(binding.output(0)));
        }
      }
    }
  }

  @Rule(
      id = "SPI-07",
      says = "Each input is taken by its place in the list.",
      lookAt = "bind(): the list is in the order of inputs()",
      fixtures = "many")
  default void inputsAreTakenByTheirPlace(Subject subject) {
    Fixture fixture = Fixture.of("many");
    try (RuntimeModel model = load(subject, "many");
        RuntimeBinding binding = model.bind(in(model, "many", 0))) {
      binding.run();
      for (int i = 0; i < model.outputs().size(); i++) {
        fixture.check(0, model.outputs().get(i).name(), Objects.requireNonNull(binding.output(i)));
      }
    }
  }

  @Rule(
      id = "SPI-08",
      says = "An output whose shape is told, and not from the data, is there before the first run.",
      lookAt = "RuntimeBinding.output(int)",
      fixtures = "mlp",
      needs = Capability.STATIC_SPECS)
  default void aFixedOutputIsThereBeforeARun(Subject subject) {
    try (RuntimeModel model = load(subject, "mlp");
        RuntimeBinding binding = model.bind(in(model, "mlp", 0))) {
      Tensor before = binding.output(0);
      assertThat(before).as("the output before the first run").isNotNull();
      binding.run();
      assertThat(binding.output(0)).as("the output after it").isSameAs(before);
    }
  }
}
