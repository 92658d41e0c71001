package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a model takes and what it refuses, in run, bind, bindTo and rebind. */
class ModelInputTest {
  private static final Tensor TWO = Tensor.of(new float[] {1, 2}, 2);

  private final FakeEngine engine = new FakeEngine();
  private Model model;

  @AfterEach
  void noRuleOfTheSpiWasBroken() {
    if (model != null) {
      model.close();
    }
    assertThat(engine.violations).isEmpty();
    assertThat(engine.bindingCloses).as("every binding is closed").hasValue(engine.binds.get());
  }

  private Model load(TensorSpec... inputs) {
    engine.inputs = List.of(inputs);
    model = engine.load();
    return model;
  }

  private static TensorSpec floats(String name, long... dims) {
    return TensorSpec.of(name, DType.FLOAT32, Shape.of(dims));
  }

  private void assertRefused(ThrowingCallable call, String input, String message) {
    int binds = engine.binds.get();
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> {
              assertThat(e.input()).isEqualTo(input);
              assertThat(e)
                  .hasMessage("input '%s': expected %s, got %s", input, e.expected(), e.actual());
            })
        .hasMessage(message);
    assertThat(engine.binds).as("nothing reached the runtime").hasValue(binds);
  }

  @Test
  void aModelTellsWhatItIs() {
    engine.placement = () -> new Placement(List.of("cuda"), List.of("cpu"), List.of("no GPU"));
    load(floats("x", 2));
    assertThat(model.inputs()).isEqualTo(engine.inputs).isUnmodifiable();
    assertThat(model.outputs()).isEqualTo(engine.outputs).isUnmodifiable();
    assertThat(model.input("x").shape()).isEqualTo(Shape.of(2));
    assertThat(model.output("y").dtype()).isEqualTo(DType.FLOAT32);
    assertThat(model.metadata()).isEqualTo(Map.of("author", "me"));
    assertThat(model.placement()).hasToString("cpu (no GPU)");
    assertThat(model.engine()).isEqualTo(new Engine(engine));
    assertThat(model.name()).isEqualTo("10 bytes");
    assertThat(model.variant()).isEmpty();
    assertThat(model).hasToString("10 bytes on fake: [x float32[2]] -> [y float32[2]]");
  }

  @Test
  void anUnknownNameOfASpecIsAnsweredWithASuggestion() {
    load(floats("image", 2));
    assertThatThrownBy(() -> model.input("imgae"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no input 'imgae'; did you mean 'image'? There are [image]");
    assertThatThrownBy(() -> model.output("scores"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no output 'scores'; there are [y]");
  }

  @Test
  void aRunGivesTheOutputsByName() {
    load(floats("x", 2));
    assertThat(model.run(TWO).get("y").toFloats()).containsExactly(2, 3);
    assertThat(model.run(Map.of("x", TWO)).single().toFloats()).containsExactly(2, 3);
  }

  @Test
  void resultsOfTwoRunsShareNothing() {
    load(floats("x", 2));
    Tensor first = model.run(TWO).single();
    model.run(Tensor.of(new float[] {5, 6}, 2)).single().asFloats().put(0, 99);
    assertThat(first.toFloats()).containsExactly(2, 3);
  }

  @Test
  void theInputIsReadWhereItIs() {
    load(floats("x", 2));
    engine.onRun = binding -> assertThat(binding.tensors.get(0)).isSameAs(TWO);
    model.run(TWO);
    assertThat(engine.runs).hasValue(1);
  }

  @Test
  void anotherDtypeIsRefused() {
    load(floats("x", 2));
    String message = "input 'x': expected float32[2], got int32[2]; Tensor.to(DType) converts";
    Tensor ints = Tensor.of(new int[] {1, 2}, 2);
    assertRefused(() -> model.run(ints), "x", message);
    assertRefused(() -> model.run(Map.of("x", ints)), "x", message);
    assertRefused(() -> model.bindTo(Map.of("x", ints)), "x", message);
    try (IoBinding io = model.bind()) {
      assertRefused(() -> io.rebindTo(Map.of("x", ints)), "x", message);
    }
  }

  @Test
  void anotherRankIsRefused() {
    load(floats("x", 2));
    String message = "input 'x': expected shape [2], got shape [1, 2] (rank 2, not 1)";
    assertRefused(() -> model.run(TWO.reshape(1, 2)), "x", message);
    assertRefused(() -> model.bindTo(Map.of("x", TWO.reshape(1, 2))), "x", message);
    assertRefused(() -> model.bind(Shape.of(1, 2)), "x", message);
    assertRefused(() -> model.bind(Map.of("x", Shape.of(1, 2))), "x", message);
    try (IoBinding io = model.bind()) {
      assertRefused(() -> io.rebind(Shape.of(1, 2)), "x", message);
      assertRefused(() -> io.rebindTo(Map.of("x", TWO.reshape(1, 2))), "x", message);
    }
  }

  @Test
  void anotherSizeOfAFixedDimensionIsRefused() {
    load(TensorSpec.of("x", DType.FLOAT32, Shape.named(new long[] {-1, 3}, names("n", null))));
    assertRefused(
        () -> model.run(Tensor.allocate(DType.FLOAT32, 5, 2)),
        "x",
        "input 'x': expected shape [n, 3], got shape [5, 2] (axis 1 is 2, not 3)");
  }

  private static String[] names(String... names) {
    return names;
  }

  @Test
  void aMissingInputIsNamed() {
    load(floats("a", 2), floats("b", 2));
    String message = "input 'b': expected a tensor b float32[2], got none; given are [a]";
    assertRefused(() -> model.run(Map.of("a", TWO)), "b", message);
    assertRefused(() -> model.bindTo(Map.of("a", TWO)), "b", message);
  }

  @Test
  void anUnknownInputIsNamedWithTheKnownOnesAndASuggestion() {
    load(floats("image", 2));
    String message =
        "input 'imagee': expected one of the model's inputs [image], got a name that it does not"
            + " have; did you mean 'image'?";
    assertRefused(() -> model.run(Map.of("imagee", TWO)), "imagee", message);
    assertRefused(() -> model.run(Map.of("image", TWO, "imagee", TWO)), "imagee", message);
    assertRefused(() -> model.bindTo(Map.of("imagee", TWO)), "imagee", message);
    assertRefused(() -> model.bind(Map.of("imagee", Shape.of(2))), "imagee", message);
    try (IoBinding io = model.bind()) {
      assertRefused(() -> io.rebind(Map.of("imagee", Shape.of(2))), "imagee", message);
      assertRefused(() -> io.rebindTo(Map.of("imagee", TWO)), "imagee", message);
    }
  }

  @Test
  void oneValueDoesForOneInputOnly() {
    load(floats("a", 2), floats("b", 2));
    String message =
        "input 'b': expected the 2 inputs [a, b] by name, got a single value without a name";
    assertRefused(() -> model.run(TWO), "b", message);
    assertRefused(() -> model.bind(Shape.of(2)), "b", message);
    try (IoBinding io = model.bind()) {
      assertRefused(() -> io.rebind(Shape.of(2)), "b", message);
    }
  }

  @Test
  void oneValueDoesForTheOnlyInputThatIsNeeded() {
    load(floats("bias", 2).asOptional(), floats("x", 2));
    engine.onRun =
        binding -> {
          assertThat(binding.tensors.get(0)).isNull();
          assertThat(binding.tensors.get(1)).isSameAs(TWO);
        };
    model.run(TWO);
    assertThat(engine.runs).hasValue(1);
  }

  @Test
  void oneValueDoesForTheOnlyInputEvenIfItIsOptional() {
    load(floats("x", 2).asOptional());
    assertThat(model.run(TWO).single().toFloats()).containsExactly(2, 3);
  }

  @Test
  void oneValueDoesNotForSeveralOptionalInputs() {
    load(floats("a", 2).asOptional(), floats("b", 2).asOptional());
    assertRefused(
        () -> model.run(TWO),
        "a",
        "input 'a': expected the 2 inputs [a, b] by name, got a single value without a name");
  }

  @Test
  void aModelWithoutInputsTakesNone() {
    load();
    assertThat(model.run(Map.of()).asMap()).containsOnlyKeys("y");
    assertThatThrownBy(() -> model.run(TWO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the model takes no input, but one was given");
    try (IoBinding io = model.bind()) {
      io.run();
    }
  }

  @Test
  void anOptionalInputMayBeLeftOutOfARunAndABinding() {
    load(floats("x", 2), floats("bias", 2).asOptional());
    engine.onRun = binding -> assertThat(binding.tensors.get(1)).isNull();
    model.run(Map.of("x", TWO));
    try (IoBinding io = model.bind()) {
      io.run();
      assertThatThrownBy(() -> io.input("bias"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("input 'bias' is optional and was not bound");
    }
    try (IoBinding io = model.bindTo(Map.of("x", TWO))) {
      io.run();
    }
    assertThat(engine.runs).hasValue(3);
  }

  @Test
  void anOptionalInputTakesPartWhereItIsNamed() {
    load(floats("x", 2), floats("bias", 2).asOptional());
    engine.onRun = binding -> assertThat(binding.tensors.get(1)).isNotNull();
    model.run(Map.of("x", TWO, "bias", TWO));
    try (IoBinding io = model.bind(Map.of("bias", Shape.of(2)))) {
      io.run();
      assertThat(io.input("bias").shape()).isEqualTo(Shape.of(2));
    }
    try (IoBinding io = model.bind()) {
      io.rebindTo(Map.of("bias", TWO));
      io.run();
      assertThat(io.input("bias")).isSameAs(TWO);
    }
    assertThat(engine.runs).hasValue(3);
  }

  @Test
  void anOptionalInputIsCheckedToo() {
    load(floats("x", 2), floats("bias", 2).asOptional());
    assertRefused(
        () -> model.run(Map.of("x", TWO, "bias", TWO.slice(0, 1))),
        "bias",
        "input 'bias': expected shape [2], got shape [1] (axis 0 is 1, not 2)");
  }

  @Test
  void aDynamicDimensionNeedsAShapeToBind() {
    load(floats("x", -1, 2));
    assertRefused(
        () -> model.bind(),
        "x",
        "input 'x': expected a concrete shape in bind(...), got none, and the model leaves it"
            + " open: [?, 2]");
    assertRefused(
        () -> model.bind(Shape.of(-1, 2)),
        "x",
        "input 'x': expected a concrete shape, got shape [?, 2]");
    engine.outputs = List.of(floats("y", -1, 2));
    try (IoBinding io = model.bind(Shape.of(3, 2))) {
      assertThat(io.input("x").shape()).isEqualTo(Shape.of(3, 2));
    }
  }

  @Test
  void anyRankIsTakenWhereItIsUnknown() {
    engine.outputs = List.of(TensorSpec.of("y", DType.FLOAT32, Shape.unknown()));
    load(TensorSpec.of("x", DType.FLOAT32, Shape.unknown()));
    assertThat(model.run(TWO.reshape(1, 1, 2)).single().shape()).isEqualTo(Shape.of(1, 1, 2));
    try (IoBinding io = model.bind(Shape.of(2, 2))) {
      io.run();
      assertThat(io.output("y").shape()).isEqualTo(Shape.of(2, 2));
    }
    assertRefused(
        () -> model.bind(),
        "x",
        "input 'x': expected a concrete shape in bind(...), got none, and the model leaves it"
            + " open: [...]");
  }

  @Test
  void anyDtypeIsTakenWhereItIsUnknownButNoMemoryCanBeMade() {
    load(TensorSpec.of("x", null, Shape.of(2)));
    assertThat(model.run(Tensor.of(new int[] {1, 2}, 2)).asMap()).containsOnlyKeys("y");
    String message =
        "input 'x': expected a tensor in bindTo, got no dtype: the model does not tell it before a"
            + " run";
    assertRefused(() -> model.bind(), "x", message);
    assertRefused(() -> model.bind(Shape.of(2)), "x", message);
    try (IoBinding io = model.bindTo(Map.of("x", TWO))) {
      io.run();
      assertRefused(() -> io.rebind(Shape.of(2)), "x", message);
      assertThat(io.output("y").toFloats()).containsExactly(2, 3);
    }
  }

  @Test
  void aBoundShapeTooLargeForATensorIsRefused() {
    load(floats("x", -1));
    assertThatThrownBy(() -> model.bind(Shape.of(1L << 40)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs more than the 2^31-1 bytes");
  }

  @Test
  void aRunThatFailsIsCleanedUp() {
    load(floats("x", 2));
    RunFailedException failure = new RunFailedException("in the runtime's words");
    engine.onRun =
        binding -> {
          throw failure;
        };
    assertThatThrownBy(() -> model.run(TWO)).isSameAs(failure);
    assertThat(engine.bindingCloses).hasValue(1);
  }

  @Test
  void aBindThatFailsIsCleanedUp() {
    load(floats("x", 2));
    InferenceException failure = new InferenceException("no memory");
    engine.onBind =
        () -> {
          throw failure;
        };
    assertThatThrownBy(() -> model.run(TWO)).isSameAs(failure);
    assertThatThrownBy(() -> model.bind()).isSameAs(failure);
    assertThatThrownBy(() -> model.bindTo(Map.of("x", TWO))).isSameAs(failure);
    engine.onBind = () -> {};
    engine.binds.set(0); // Those did not become bindings.
    model.run(TWO);
    model.close();
    assertThat(engine.modelCloses).hasValue(1);
  }

  @Test
  void anEngineThatGivesNoOutputAfterARunIsNamedWithTheOutput() {
    load(floats("x", 2));
    engine.outputsGiven = false;
    assertThatThrownBy(() -> model.run(TWO))
        .isInstanceOf(InferenceException.class)
        .hasMessage("engine fake gave no tensor for output 'y' after a run");
  }

  @Test
  void aReadOnlyInputIsTaken() {
    load(floats("x", 2));
    Tensor readOnly =
        Tensor.wrap(
            DType.FLOAT32,
            TWO.asBytes().asReadOnlyBuffer().order(java.nio.ByteOrder.nativeOrder()),
            2);
    assertThat(model.run(readOnly).single().toFloats()).containsExactly(2, 3);
  }

  @Test
  void aClosedModelSaysSoBeforeItSaysAnythingOfTheInputs() {
    load(floats("x", 2));
    model.close();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> model.run(Tensor.of(new int[] {1})),
            () -> model.run(TWO),
            () -> model.run(Map.of("no such", TWO)),
            () -> model.bind(),
            () -> model.bind(Shape.of(7)),
            () -> model.bind(Map.of("no such", Shape.of(7))),
            () -> model.bindTo(Map.of()))) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the model 10 bytes is closed");
    }
    assertThat(model.inputs()).hasSize(1);
    assertThat(model.toString()).startsWith("10 bytes on fake");
  }

  @Test
  void stringsInPlaceOfNumbersAreNotSaidToBeConvertible() {
    load(floats("x", 1));
    Tensor text = Tensor.of(new String[] {"a"}, 1);
    assertRefused(() -> model.run(text), "x", "input 'x': expected float32[1], got string[1]");
  }

  @Test
  void whatIsNullIsRefusedAndNotTakenForLeftOut() {
    load(floats("x", 2), floats("y", 2).asOptional());
    Map<String, Tensor> inputs = new HashMap<>();
    inputs.put("x", TWO);
    inputs.put("y", null);
    assertThatThrownBy(() -> model.run(inputs))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("what is given for input 'y'");
    inputs.put("x", null);
    assertThatThrownBy(() -> model.bindTo(inputs)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> model.bind((Shape) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("shape");
  }
}
