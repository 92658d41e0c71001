package io.infer4j.testkit.conformance;

import static io.infer4j.testkit.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.InvalidInputException;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.Outputs;
import io.infer4j.RunFailedException;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.util.Map;

/** IoBinding: runs again and again over the same memory. */
interface BindingRules {
  /** Writes each case and runs it, several times over. */
  private static void rerun(Subject subject, String name) {
    Fixture fixture = Fixture.of(name);
    try (Model model = subject.load(name);
        IoBinding io = Subject.bind(model, fixture, 0)) {
      for (int round = 0; round < 3 * fixture.cases(); round++) {
        int index = round % fixture.cases();
        fixture.write(index, io);
        io.run();
        fixture.check(index, io);
      }
    }
  }

  @Rule(
      id = "BIND-01",
      says = "Each run reads the inputs as they are then, and its outputs are that run's.",
      lookAt =
          "RuntimeBinding.run(): inputs read at bind() or outputs read before the run are stale",
      fixtures = "mlp")
  default void eachRunReadsTheInputsAnew(Subject subject) {
    rerun(subject, "mlp");
  }

  @Rule(
      id = "BIND-02",
      says = "Several inputs and outputs are read and written at each run.",
      lookAt = "the order of bind()'s tensors and of output(int)",
      fixtures = {"add_sub", "many"})
  default void severalInputsAndOutputsAreBound(Subject subject) {
    rerun(subject, "add_sub");
    rerun(subject, "many");
  }

  @Rule(
      id = "BIND-03",
      says = "An output that is an input as it was follows at each run.",
      lookAt = "RuntimeBinding.output(int): an output that is an input has to be copied each time",
      fixtures = "passthrough")
  default void anOutputThatIsAnInputFollows(Subject subject) {
    rerun(subject, "passthrough");
  }

  @Rule(
      id = "BIND-04",
      says = "Strings are read as they are at each run.",
      lookAt = "RuntimeBinding.run(): strings are encoded anew for each run",
      fixtures = "identity_string",
      dtypes = DType.STRING)
  default void stringsAreReadAnew(Subject subject) {
    rerun(subject, "identity_string");
  }

  @Rule(
      id = "BIND-05",
      says = "Scalars are bound.",
      lookAt = "how a shape without dimensions is passed",
      fixtures = "scalar")
  default void scalarsAreBound(Subject subject) {
    rerun(subject, "scalar");
  }

  @Rule(
      id = "BIND-06",
      says = "A bound run gives the same bits as Model.run.",
      lookAt = "whether the two take different ways through the runtime",
      fixtures = "clip")
  default void boundAndSimpleRunsAgree(Subject subject) {
    Fixture fixture = Fixture.of("clip");
    try (Model model = subject.load("clip");
        IoBinding io = Subject.bind(model, fixture, 0)) {
      Outputs simple = model.run(fixture.in(0));
      io.run();
      simple
          .asMap()
          .forEach(
              (name, tensor) ->
                  assertThatTensor(io.output(name)).as("'%s' bound", name).isIdenticalTo(tensor));
    }
  }

  @Rule(
      id = "BIND-07",
      says = "Bound to memory of its own, a model reads and writes that.",
      lookAt = "bind(): the tensors have the dtypes and shapes of inputs()",
      fixtures = "mlp",
      needs = Capability.STATIC_SPECS)
  default void aModelIsBoundWithoutShapes(Subject subject) {
    Fixture fixture = Fixture.of("mlp");
    try (Model model = subject.load("mlp");
        IoBinding io = model.bind()) {
      fixture.write(0, io);
      io.run();
      fixture.check(0, io);
    }
  }

  @Rule(
      id = "BIND-08",
      says = "An output of fixed shape is the same tensor before and after each run.",
      lookAt = "RuntimeBinding.output(int): views of it are fetched once, before a loop",
      fixtures = "mlp",
      needs = Capability.STATIC_SPECS)
  default void anOutputStaysTheSameTensor(Subject subject) {
    Fixture fixture = Fixture.of("mlp");
    String name = fixture.outputs().get(0).name();
    try (Model model = subject.load("mlp");
        IoBinding io = Subject.bind(model, fixture, 0)) {
      Tensor before = io.output(name);
      io.run();
      assertThat(io.output(name)).as("after a run").isSameAs(before);
      fixture.write(1, io);
      io.run();
      assertThat(io.output(name)).as("after two runs").isSameAs(before);
      fixture.check(1, name, before);
    }
  }

  @Rule(
      id = "BIND-09",
      says = "A run writes all of each output.",
      lookAt = "RuntimeBinding.run(): the outputs' memory is copied whole, also where it is equal",
      fixtures = "conv")
  default void aRunWritesAllOfAnOutput(Subject subject) {
    Fixture fixture = Fixture.of("conv");
    String name = fixture.outputs().get(0).name();
    try (Model model = subject.load("conv");
        IoBinding io = Subject.bind(model, fixture, 0)) {
      io.run();
      Tensor output = io.output(name);
      for (int i = 0; i < output.elements(); i++) {
        output.asFloats().put(i, Float.NaN);
      }
      fixture.write(0, io);
      io.run();
      fixture.check(0, io);
    }
  }

  @Rule(
      id = "BIND-10",
      says = "An output whose shape depends on the data follows it, growing and shrinking.",
      lookAt = "RuntimeBinding.output(int): the tensor of that run, which may be another",
      fixtures = "nonzero")
  default void dataDependentOutputsFollow(Subject subject) {
    rerun(subject, "nonzero");
  }

  @Rule(
      id = "BIND-11",
      says = "Before the first run an output of unknown shape is refused, not made up.",
      lookAt = "RuntimeBinding.output(int): null before the first run",
      fixtures = "nonzero")
  default void anOutputOfUnknownShapeIsRefused(Subject subject) {
    Fixture fixture = Fixture.of("nonzero");
    try (Model model = subject.load("nonzero");
        IoBinding io = Subject.bind(model, fixture, 0)) {
      assertThatThrownBy(() -> io.output("indices"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("indices");
    }
  }

  @Rule(
      id = "BIND-12",
      says = "Rebound to other shapes, forth and back, a binding runs those.",
      lookAt = "what of an earlier shape remains: outputs' memory, sizes in the runtime",
      fixtures = "mlp_batch",
      needs = {Capability.DYNAMIC_SHAPES, Capability.STATIC_SPECS})
  default void aBindingIsRebound(Subject subject) {
    Fixture fixture = Fixture.of("mlp_batch");
    try (Model model = subject.load("mlp_batch");
        IoBinding io = model.bind(fixture.shapes(0))) {
      for (int round = 0; round < 6; round++) {
        int index = round % 2;
        io.rebind(fixture.shapes(index));
        fixture.write(index, io);
        io.run();
        fixture.check(index, io);
      }
    }
  }

  @Rule(
      id = "BIND-13",
      says = "Rebound to the caller's tensors, a binding reads those.",
      lookAt = "bind(), which is called again",
      fixtures = "mlp_batch",
      needs = Capability.DYNAMIC_SHAPES)
  default void aBindingIsReboundToTheCallersTensors(Subject subject) {
    Fixture fixture = Fixture.of("mlp_batch");
    try (Model model = subject.load("mlp_batch");
        IoBinding io = Subject.bind(model, fixture, 0)) {
      for (int index : new int[] {1, 0, 1}) {
        io.rebindTo(fixture.in(index));
        io.run();
        fixture.check(index, io);
      }
    }
  }

  @Rule(
      id = "BIND-14",
      says = "A rebind that is refused leaves the binding as it was.",
      lookAt = "whether bind() changes the model",
      fixtures = "mlp",
      needs = Capability.STATIC_SPECS)
  default void aRefusedRebindChangesNothing(Subject subject) {
    Fixture fixture = Fixture.of("mlp");
    String name = fixture.inputs().get(0).name();
    try (Model model = subject.load("mlp");
        IoBinding io = Subject.bind(model, fixture, 1)) {
      assertThatThrownBy(() -> io.rebind(Map.of(name, Shape.of(1, 9))))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'" + name + "'");
      io.run();
      fixture.check(1, io);
    }
  }

  @Rule(
      id = "BIND-15",
      says = "An open shape is not bound without being told, and the message names the input.",
      lookAt = "RuntimeModel.inputs(): Shape.DYNAMIC where it is open",
      fixtures = "mlp_batch",
      needs = {Capability.DYNAMIC_SHAPES, Capability.STATIC_SPECS})
  default void anOpenShapeHasToBeTold(Subject subject) {
    String name = Fixture.of("mlp_batch").inputs().get(0).name();
    try (Model model = subject.load("mlp_batch")) {
      assertThatThrownBy(() -> model.bind().close())
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'" + name + "'");
    }
  }

  @Rule(
      id = "BIND-16",
      says = "A batch of none is bound and run.",
      lookAt = "how a dimension of 0 is passed; engines that cannot leave out EMPTY_TENSORS",
      fixtures = "empty",
      needs = {Capability.EMPTY_TENSORS, Capability.DYNAMIC_SHAPES})
  default void anEmptyBatchIsBound(Subject subject) {
    Fixture fixture = Fixture.of("empty");
    try (Model model = subject.load("empty")) {
      for (int index = 0; index < fixture.cases(); index++) {
        try (IoBinding io = Subject.bind(model, fixture, index)) {
          io.run();
          fixture.check(index, io);
        }
      }
    }
  }

  @Rule(
      id = "BIND-17",
      says = "A run that fails ends in the runtime's words, and the next one runs.",
      lookAt = "RuntimeBinding.run(): RunFailedException, and what a failure leaves behind",
      fixtures = "gather")
  default void aFailedRunLeavesTheBindingUsable(Subject subject) {
    Fixture fixture = Fixture.of("gather");
    try (Model model = subject.load("gather");
        IoBinding io = Subject.bind(model, fixture, 0)) {
      for (int index = 0; index < fixture.cases(); index++) {
        io.input("index").asLongs().put(0, 7);
        assertThatThrownBy(io::run).isInstanceOf(RunFailedException.class);
        fixture.write(index, io);
        io.run();
        fixture.check(index, io);
      }
    }
  }
}
