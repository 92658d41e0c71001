package io.infer4j.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.IoBinding;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a model keeps from run to run: a run begins without, a binding has its own, reset clears it.
 */
class StateTest {
  private static LoadOptions own(String signature) {
    return Models.option("signature", signature).withOption("tflite", "state", "own");
  }

  private static float runOnce(Model model, float x) {
    String name = model.inputs().get(0).name();
    long[] dims = model.input(name).shape().dims();
    return model.run(Tensor.of(new float[] {x}, dims)).single().toFloats()[0];
  }

  private static float run(IoBinding io, String output, float x) {
    io.input("x").asFloats().put(0, x);
    io.run();
    return io.output(output).toFloats()[0];
  }

  @Test
  void aVariableTensorIsEachBindingsOwnUntilItIsReset() {
    try (Model model = Models.load("counter");
        IoBinding io = model.bind();
        IoBinding other = model.bind()) {
      assertThat(run(io, "y", 2)).isEqualTo(2);
      assertThat(run(io, "y", 3)).isEqualTo(5);
      assertThat(runOnce(model, 7)).as("a run of the model").isEqualTo(7);
      assertThat(run(other, "y", 10)).as("another binding").isEqualTo(10);
      io.reset();
      assertThat(run(io, "y", 4)).as("after reset").isEqualTo(4);
      assertThat(run(other, "y", 10)).as("the other").isEqualTo(20);
    }
  }

  @Test
  void aVariableTensorBeginsAnewInASignatureThatIsNotTheFirst() {
    for (String signature : new String[] {"first", "second"}) {
      try (Model model = Models.load("two_counters", Models.option("signature", signature));
          IoBinding io = model.bind()) {
        for (int i = 0; i < 3; i++) {
          assertThat(runOnce(model, 2)).as(signature).isEqualTo(2);
        }
        run(io, "y", 2);
        io.reset();
        assertThat(run(io, "y", 3)).as(signature + " after reset").isEqualTo(3);
      }
    }
  }

  @Test
  void aVariableThatTheSignatureSetsItselfIsEachBindingsOwnUntilItIsReset() {
    try (Model model = Models.load("variable_of_one", own("train"));
        IoBinding io = model.bind();
        IoBinding other = model.bind()) {
      assertThat(run(io, "total", 2)).isEqualTo(3);
      assertThat(run(io, "total", 2)).isEqualTo(5);
      assertThat(runOnce(model, 5)).as("a run of the model").isEqualTo(6);
      assertThat(run(other, "total", 10)).as("another binding").isEqualTo(11);
      Tensor output = io.output("total");
      io.reset();
      assertThat(run(io, "total", 4)).as("after reset").isEqualTo(5);
      assertThat(io.output("total")).as("the memory").isSameAs(output);
    }
  }

  @Test
  void aGeneratorOfRandomNumbersBeginsAnewWithItsSeed() {
    Tensor x = Tensor.of(new float[] {0, 0}, 2);
    try (Model model = Models.load("noise");
        IoBinding io = model.bind()) {
      float[] first = model.run(x).single().toFloats();
      assertThat(model.run(x).single().toFloats()).as("a second run").containsExactly(first);
      io.run();
      assertThat(io.output("y").toFloats()).as("a binding").containsExactly(first);
      io.run();
      assertThat(io.output("y").toFloats()).as("its second run").isNotEqualTo(first);
      io.reset();
      io.run();
      assertThat(io.output("y").toFloats()).as("after reset").containsExactly(first);
    }
  }

  @Test
  void aBindingIsResetAfterARunThatFailed() {
    try (Model model = Models.load("failing");
        IoBinding io = model.bind()) {
      io.input("index").asInts().put(0, 9);
      assertThatThrownBy(io::run).hasMessageContaining("TensorFlow Lite failed");
      io.reset();
      io.input("index").asInts().put(0, 2);
      io.run();
      assertThat(io.output("y").toFloats()).containsExactly(30);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "infer"})
  void aVariableThatOnlyAnotherSignatureSetsIsRefused(String signature) {
    assertThatThrownBy(() -> Models.load("variable", own(signature)))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("signature '" + signature + "' of ")
        .hasMessageContaining("reads variable 'total' before it sets that")
        .hasMessageContaining("init")
        .hasMessageContaining("in an interpreter of its own");
  }

  @Test
  void aVariableThatAnotherSignatureChangesIsRefusedUnlessItsOwnIsWanted() {
    assertThatThrownBy(() -> Models.load("variable_of_one", Models.option("signature", "infer")))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("reads variable 'total', which signatures [train] change")
        .hasMessageContaining("tflite.state=own");
    try (Model model = Models.load("variable_of_one", own("infer"))) {
      assertThat(runOnce(model, 0)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"variable, init, '[infer, train]'", "variable_of_one, train, [infer]"})
  void whatOthersWouldSeeOfASignatureIsNoted(String file, String signature, String others) {
    try (Model model = Models.load(file, Models.option("signature", signature))) {
      assertThat(model.placement().warnings())
          .singleElement()
          .asString()
          .contains("changes state that signatures " + others + " read");
    }
  }
}
