package io.infer4j.testkit.conformance;

import static io.infer4j.testkit.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.Capability;
import io.infer4j.Model;
import io.infer4j.Outputs;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Model.run: one run at a time, the simple way. */
interface RunningRules {
  @Rule(
      id = "RUN-01",
      says = "A small network gives what NumPy computed.",
      lookAt = "RuntimeBinding.run(): whether inputs are written before and outputs read after it",
      fixtures = "mlp")
  default void runsANetwork(Subject subject) {
    subject.runs("mlp");
  }

  @Rule(
      id = "RUN-02",
      says = "A convolution over an image takes and gives the canonical layout.",
      lookAt = "whether axes are moved: shapes in and out are those of the fixture, NCHW",
      fixtures = "conv")
  default void runsAConvolution(Subject subject) {
    subject.runs("conv");
  }

  @Rule(
      id = "RUN-03",
      says = "A video clip model of two inputs and two heads gives what NumPy computed.",
      lookAt = "the rules on single parts first: RUN-02, RUN-04, RUN-08",
      fixtures = "clip")
  default void runsAClipModel(Subject subject) {
    subject.runs("clip");
  }

  @Rule(
      id = "RUN-04",
      says = "Inputs and outputs are not swapped.",
      lookAt = "the order of bind()'s tensors and of output(int): those of inputs() and outputs()",
      fixtures = "add_sub")
  default void keepsInputsAndOutputsApart(Subject subject) {
    subject.runs("add_sub");
  }

  @Rule(
      id = "RUN-05",
      says = "The order in which inputs are given does not matter.",
      lookAt = "whether inputs are taken by their place in bind()'s list",
      fixtures = "add_sub")
  default void takesInputsInAnyOrder(Subject subject) {
    Fixture fixture = Fixture.of("add_sub");
    List<String> names = new ArrayList<>(fixture.in(0).keySet());
    Collections.reverse(names);
    Map<String, Tensor> reversed = new LinkedHashMap<>();
    for (String name : names) {
      reversed.put(name, fixture.in(0).get(name));
    }
    try (Model model = subject.load("add_sub")) {
      fixture.check(0, model.run(reversed));
    }
  }

  @Rule(
      id = "RUN-06",
      says = "Outputs come in the order of the model.",
      lookAt = "RuntimeModel.outputs() beside RuntimeBinding.output(int)",
      fixtures = "many")
  default void givesOutputsInOrder(Subject subject) {
    Fixture fixture = Fixture.of("many");
    try (Model model = subject.load("many")) {
      assertThat(model.run(fixture.in(0)).asMap().keySet())
          .containsExactlyElementsOf(fixture.outputs().stream().map(TensorSpec::name).toList());
    }
  }

  @Rule(
      id = "RUN-07",
      says = "A dozen inputs and outputs find their places.",
      lookAt = "how inputs and outputs are numbered: x10 sorts before x2",
      fixtures = "many")
  default void runsManyInputsAndOutputs(Subject subject) {
    subject.runs("many");
  }

  @Rule(
      id = "RUN-08",
      says = "Inputs and outputs with names of any characters run.",
      lookAt = "how names are passed to the runtime: encoding, separators, blanks at the end",
      fixtures = "names")
  default void runsNamesOfAnyCharacters(Subject subject) {
    subject.runs("names");
  }

  @Rule(
      id = "RUN-09",
      says = "A batch may have any size where the model leaves it open.",
      lookAt = "bind(): the shapes of its tensors, not those of the file, count",
      fixtures = "mlp_batch",
      needs = Capability.DYNAMIC_SHAPES)
  default void runsAnyBatch(Subject subject) {
    subject.runs("mlp_batch");
  }

  @Rule(
      id = "RUN-10",
      says = "A sequence may have any length where the model leaves it open.",
      lookAt = "bind(): an open axis need not be the first",
      fixtures = "sequence",
      needs = Capability.DYNAMIC_SHAPES)
  default void runsAnyLength(Subject subject) {
    subject.runs("sequence");
  }

  @Rule(
      id = "RUN-11",
      says = "Scalars go in and come out with rank 0.",
      lookAt = "how a shape without dimensions is passed: [] is not [1]",
      fixtures = "scalar")
  default void runsScalars(Subject subject) {
    subject.runs("scalar");
  }

  @Rule(
      id = "RUN-12",
      says = "A tensor without elements goes in and one comes out.",
      lookAt = "how a dimension of 0 is passed; engines that cannot leave out EMPTY_TENSORS",
      fixtures = "empty",
      needs = {Capability.EMPTY_TENSORS, Capability.DYNAMIC_SHAPES})
  default void runsEmptyTensors(Subject subject) {
    subject.runs("empty");
  }

  @Rule(
      id = "RUN-13",
      says = "An output has the shape that the data gives it, none at all included.",
      lookAt = "RuntimeBinding.output(int): the shape has to be read after each run",
      fixtures = "nonzero")
  default void givesOutputsWhoseShapeDependsOnTheData(Subject subject) {
    subject.runs("nonzero");
  }

  @Rule(
      id = "RUN-14",
      says = "A quantised network is off by one quantum at the most.",
      lookAt = "whether the integers are passed as they are, without scaling them again",
      fixtures = "quantized")
  default void runsAQuantisedNetwork(Subject subject) {
    subject.runs("quantized");
  }

  @Rule(
      id = "RUN-15",
      says = "A megabyte goes in and out whole.",
      lookAt = "limits on sizes, and copies in parts",
      fixtures = "large")
  default void runsLargeTensors(Subject subject) {
    subject.runs("large");
  }

  @Rule(
      id = "RUN-16",
      says = "A single input may be given without its name.",
      lookAt = "RuntimeModel.inputs(): a fixture of one input has to tell one",
      fixtures = "mlp")
  default void takesASingleInputWithoutItsName(Subject subject) {
    Fixture fixture = Fixture.of("mlp");
    try (Model model = subject.load("mlp")) {
      fixture.check(1, model.run(fixture.onlyIn(1)));
    }
  }

  @Rule(
      id = "RUN-17",
      says = "A run never writes to its inputs.",
      lookAt = "whether the runtime works in place on the caller's memory",
      fixtures = "add_sub",
      skipped = "the fixtures beside that one, where the format lacks them")
  default void leavesInputsAsTheyAre(Subject subject) {
    for (String name : subject.present("add_sub", "conv", "large", "passthrough")) {
      Fixture fixture = Fixture.of(name);
      Map<String, Tensor> given = fixture.in(0);
      try (Model model = subject.load(name)) {
        model.run(given);
        model.run(given);
      }
      fixture
          .in(0)
          .forEach(
              (input, before) ->
                  assertThatTensor(Objects.requireNonNull(given.get(input)))
                      .as("input '%s' of %s after two runs", input, name)
                      .isIdenticalTo(before));
    }
  }

  @Rule(
      id = "RUN-18",
      says = "Writing to an input after a run does not change an output.",
      lookAt = "RuntimeBinding.output(int): an output that is an input has to be copied",
      fixtures = "passthrough")
  default void outputsDoNotShareTheInputsMemory(Subject subject) {
    Fixture fixture = Fixture.of("passthrough");
    Tensor x = fixture.onlyIn(0);
    try (Model model = subject.load("passthrough")) {
      Outputs outputs = model.run(x);
      x.asFloats().put(0, 4321);
      fixture.check(0, outputs);
    }
  }

  @Rule(
      id = "RUN-19",
      says = "Writing to an output changes neither the input nor another output.",
      lookAt = "RuntimeBinding.output(int): each output needs memory of its own",
      fixtures = "passthrough")
  default void outputsDoNotShareEachOthersMemory(Subject subject) {
    Fixture fixture = Fixture.of("passthrough");
    Tensor x = fixture.onlyIn(0);
    try (Model model = subject.load("passthrough")) {
      Outputs outputs = model.run(x);
      outputs.get("same").asFloats().put(0, 4321);
      assertThatTensor(x).as("the input").isIdenticalTo(fixture.onlyIn(0));
      fixture.check(0, "again", outputs.get("again"));
      fixture.check(0, "twice", outputs.get("twice"));
    }
  }

  @Rule(
      id = "RUN-20",
      says = "An output of an earlier run stays as it is when the model runs again.",
      lookAt = "bind(): bindings must not share the memory of outputs",
      fixtures = "mlp")
  default void outputsOfEarlierRunsStay(Subject subject) {
    Fixture fixture = Fixture.of("mlp");
    try (Model model = subject.load("mlp")) {
      Outputs first = model.run(fixture.in(0));
      model.run(fixture.in(1));
      model.run(fixture.in(2));
      fixture.check(0, first);
    }
  }

  @Rule(
      id = "RUN-21",
      says = "The same inputs give the same outputs, bit for bit, run after run.",
      lookAt = "state that is left from run to run, or memory that nobody has written",
      fixtures = "clip")
  default void runsAlikeEachTime(Subject subject) {
    Fixture fixture = Fixture.of("clip");
    try (Model model = subject.load("clip")) {
      Map<String, Tensor> first = model.run(fixture.in(0)).asMap();
      for (int i = 0; i < 10; i++) {
        model
            .run(fixture.in(0))
            .asMap()
            .forEach(
                (name, again) ->
                    assertThatTensor(again)
                        .as("'%s' again", name)
                        .isIdenticalTo(Objects.requireNonNull(first.get(name))));
        model.run(fixture.in(1));
      }
    }
  }

  @Rule(
      id = "RUN-22",
      says = "Outputs are the caller's to write to, and stay readable when the model is closed.",
      lookAt = "RuntimeBinding.output(int): Java memory, not a view of the runtime's",
      fixtures = "large")
  default void outputsOutliveTheModel(Subject subject) {
    Fixture fixture = Fixture.of("large");
    Outputs outputs;
    try (Model model = subject.load("large")) {
      outputs = model.run(fixture.in(0));
    }
    System.gc();
    fixture.check(0, outputs);
    assertThat(outputs.single().isReadOnly()).isFalse();
    outputs.single().asFloats().put(0, 1);
  }

  @Rule(
      id = "RUN-23",
      says = "Another model that is loaded and run does not change what this one gives.",
      lookAt = "static state in the backend",
      fixtures = {"mlp", "add_sub"})
  default void modelsDoNotDisturbEachOther(Subject subject) {
    try (Model one = subject.load("mlp");
        Model other = subject.load("add_sub")) {
      for (int i = 0; i < 3; i++) {
        Subject.check(one, Fixture.of("mlp"), i);
        Subject.check(other, Fixture.of("add_sub"), 0);
      }
    }
  }
}
