package io.infer4j.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.Capability;
import io.infer4j.Model;
import io.infer4j.ModelSource;
import io.infer4j.Quantization;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a loaded model says of itself. */
interface IntrospectionRules {
  private static void tellsShapes(Subject subject, String name) {
    Fixture fixture = Fixture.of(name);
    try (Model model = subject.load(name)) {
      for (TensorSpec input : fixture.inputs()) {
        dims(name, input, model.input(input.name()));
      }
      for (TensorSpec output : fixture.outputs()) {
        dims(name, output, model.output(output.name()));
      }
    }
  }

  private static void dims(String fixture, TensorSpec expected, TensorSpec told) {
    assertThat(told.shape().hasRank()).as("rank of '%s' of %s", told.name(), fixture).isTrue();
    assertThat(told.shape().dims())
        .as("the shape told of '%s' of %s, -1 for dynamic", told.name(), fixture)
        .isEqualTo(expected.shape().dims());
  }

  @Rule(
      id = "INSP-01",
      says = "Inputs are told by name, in the order of the model.",
      lookAt = "RuntimeModel.inputs()",
      fixtures = "many")
  default void inputsAreToldInOrder(Subject subject) {
    try (Model model = subject.load("many")) {
      assertThat(model.inputs())
          .extracting(TensorSpec::name)
          .containsExactlyElementsOf(names(Fixture.of("many").inputs()));
    }
  }

  @Rule(
      id = "INSP-02",
      says = "Outputs are told by name, in the order of the model.",
      lookAt = "RuntimeModel.outputs()",
      fixtures = "many")
  default void outputsAreToldInOrder(Subject subject) {
    try (Model model = subject.load("many")) {
      assertThat(model.outputs())
          .extracting(TensorSpec::name)
          .containsExactlyElementsOf(names(Fixture.of("many").outputs()));
    }
  }

  private static List<String> names(List<TensorSpec> specs) {
    return specs.stream().map(TensorSpec::name).toList();
  }

  @Rule(
      id = "INSP-03",
      says = "Names are told whole, whatever their characters.",
      lookAt = "how names are read: their encoding, their length, what is taken for a separator",
      fixtures = "names")
  default void namesAreToldWhole(Subject subject) {
    try (Model model = subject.load("names")) {
      Fixture fixture = Fixture.of("names");
      assertThat(names(model.inputs())).containsExactlyElementsOf(names(fixture.inputs()));
      assertThat(names(model.outputs())).containsExactlyElementsOf(names(fixture.outputs()));
    }
  }

  @Rule(
      id = "INSP-04",
      says = "The dtypes of inputs and outputs are told.",
      lookAt = "how the runtime's types become DTypes",
      fixtures = "mixed",
      needs = Capability.STATIC_SPECS)
  default void dtypesAreTold(Subject subject) {
    Fixture fixture = Fixture.of("mixed");
    try (Model model = subject.load("mixed")) {
      for (TensorSpec input : fixture.inputs()) {
        assertThat(model.input(input.name()).dtype()).as(input.name()).isEqualTo(input.dtype());
      }
      assertThat(model.output("picked").dtype()).isEqualTo(fixture.outputs().get(0).dtype());
    }
  }

  @Rule(
      id = "INSP-05",
      says = "Fixed shapes are told.",
      lookAt = "the shapes in RuntimeModel.inputs() and outputs()",
      fixtures = "conv",
      needs = Capability.STATIC_SPECS)
  default void fixedShapesAreTold(Subject subject) {
    tellsShapes(subject, "conv");
  }

  @Rule(
      id = "INSP-06",
      says = "A dimension that is open is told as dynamic, those beside it as fixed.",
      lookAt = "the shapes in RuntimeModel.inputs() and outputs(): Shape.DYNAMIC where it is open",
      fixtures = "mlp_batch",
      needs = {Capability.STATIC_SPECS, Capability.DYNAMIC_SHAPES})
  default void dynamicDimensionsAreTold(Subject subject) {
    tellsShapes(subject, "mlp_batch");
  }

  @Rule(
      id = "INSP-07",
      says = "A scalar is told as a shape of rank 0.",
      lookAt = "the shapes in RuntimeModel.inputs() and outputs(): [] is not [1]",
      fixtures = "scalar",
      needs = Capability.STATIC_SPECS)
  default void scalarsAreTold(Subject subject) {
    tellsShapes(subject, "scalar");
  }

  @Rule(
      id = "INSP-08",
      says = "A dimension that depends on the data is told as dynamic.",
      lookAt = "the shapes in RuntimeModel.outputs(): not those that some first run had",
      fixtures = "nonzero",
      needs = Capability.STATIC_SPECS)
  default void dataDependentDimensionsAreTold(Subject subject) {
    try (Model model = subject.load("nonzero")) {
      Shape told = model.output("indices").shape();
      assertThat(told.isStatic()).as("whether %s is static", told).isFalse();
    }
  }

  @Rule(
      id = "INSP-09",
      says = "Scale and zero point of quantised tensors are told.",
      lookAt = "TensorSpec.withQuantization in RuntimeModel.inputs() and outputs()",
      fixtures = "quantized",
      skipped = "where the format keeps no scale with a tensor")
  default void quantizationIsTold(Subject subject) {
    try (Model model = subject.load("quantized")) {
      Quantization input = model.input("x").quantization();
      Quantization output = model.output("y").quantization();
      if (input == null && output == null) {
        throw new Skip("the model of 'quantized' tells no scale in this format");
      }
      Fixture fixture = Fixture.of("quantized");
      assertThat(input).isEqualTo(fixture.inputs().get(0).quantization());
      assertThat(output).isEqualTo(fixture.outputs().get(0).quantization());
    }
  }

  @Rule(
      id = "INSP-10",
      says = "What a model tells is the same however it is loaded.",
      lookAt = "load(): the two ways to read a source",
      fixtures = "clip")
  default void bytesTellTheSameAsAFile(Subject subject) {
    try (Model file = subject.load("clip");
        Model bytes = subject.load(ModelSource.of(subject.bytes("clip")))) {
      assertThat(bytes.inputs().toString()).isEqualTo(file.inputs().toString());
      assertThat(bytes.outputs().toString()).isEqualTo(file.outputs().toString());
      assertThat(bytes.metadata()).isEqualTo(file.metadata());
    }
  }

  @Rule(
      id = "INSP-11",
      says = "What a model tells can be read after it is closed.",
      lookAt = "RuntimeModel: inputs(), outputs(), metadata() must not ask the native model",
      fixtures = "mlp")
  default void aClosedModelStillTells(Subject subject) {
    Model model = subject.load("mlp");
    String told = model.inputs() + " " + model.outputs() + model.metadata() + model.placement();
    model.close();
    assertThat(model.inputs() + " " + model.outputs() + model.metadata() + model.placement())
        .isEqualTo(told);
  }

  @Rule(
      id = "INSP-12",
      says = "The dtypes and shapes of a run's outputs are those that were told.",
      lookAt = "RuntimeModel.outputs() beside RuntimeBinding.output(int)",
      fixtures = "mlp",
      skipped = "the fixtures beside that one, where the format lacks them")
  default void outputsAreWhatWasTold(Subject subject) {
    for (String name : subject.present("mlp", "conv", "mixed", "scalar")) {
      Fixture fixture = Fixture.of(name);
      try (Model model = subject.load(name)) {
        Map<String, Tensor> outputs = model.run(fixture.in(0)).asMap();
        for (TensorSpec told : model.outputs()) {
          Tensor output = Objects.requireNonNull(outputs.get(told.name()), told.name());
          assertThat(told.shape().accepts(output.shape()))
              .as("'%s' of %s is %s, told was %s", told.name(), name, output.shape(), told.shape())
              .isTrue();
          assertThat(told.dtype())
              .as("the dtype told of '%s' of %s", told.name(), name)
              .isIn(null, output.dtype());
        }
      }
    }
  }

  @Rule(
      id = "INSP-13",
      says = "The dtypes of every fixture that loads are among those that the engine has.",
      lookAt = "dtypes()",
      fixtures = "mlp",
      needs = Capability.STATIC_SPECS)
  default void dtypesToldAreTheEngines(Subject subject) {
    for (String name : new String[] {"mlp", "mixed", "quantized", "identity_string", "add_int32"}) {
      if (subject.has(name)) {
        try (Model model = subject.load(name)) {
          assertThat(model.inputs())
              .as("inputs of %s", name)
              .allMatch(spec -> subject.engine().dtypes().contains(spec.dtype()));
        }
      }
    }
  }

  @Rule(
      id = "INSP-14",
      says = "Metadata has neither null nor blank keys, and no null values.",
      lookAt = "RuntimeModel.metadata(): leave out what the file does not say",
      fixtures = "mlp")
  default void metadataHasNoNulls(Subject subject) {
    try (Model model = subject.load("mlp")) {
      model
          .metadata()
          .forEach(
              (key, value) -> {
                assertThat(key).isNotBlank();
                assertThat(value).as("the value of '%s'", key).isNotNull();
              });
    }
  }
}
