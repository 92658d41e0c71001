package io.infer4j.testkit.reference;

import static io.infer4j.testkit.TensorAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.InferenceEngines;
import io.infer4j.InferenceException;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.Quantization;
import io.infer4j.RunFailedException;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.UnsupportedOperatorException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The text format: what it says is loaded, and mistakes in it are named with their line. */
class ReferenceEngineTest {
  private final Tensor pair = Tensor.of(new float[] {1, -2}, 2);

  private static ModelSource source(String text) {
    return ModelSource.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Model load(String statements) {
    return InferenceEngines.of(new ReferenceEngine())
        .load(source("infer4j-reference 1\n" + statements + "\nend\n"), LoadOptions.defaults());
  }

  /** Loads a model with one output {@code y}. */
  private static Model computing(String y) {
    return load("input x float32 [2]\noutput y float32 [...]\ny = " + y);
  }

  private static void refused(String statements, String message) {
    assertThatThrownBy(() -> load(statements).close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(message);
  }

  /** As in the Javadoc of ReferenceEngine. */
  @Test
  void theExampleRuns() {
    String text =
        """
        # A hash begins a comment.
        metadata author "Ada Lovelace"
        input x float32 [batch, 4]
        output scores float32 [batch, 2]

        constant w float32 [4, 2]
          0.5 -1   2 0.25       # an indented line continues the one before
          1   0.5  0 -0.75
        logits = matmul x w
        scores = softmax logits axis=1\
        """;
    try (Model model = load(text)) {
      assertThat(model.metadata()).containsExactly(Map.entry("author", "Ada Lovelace"));
      assertThat(model.input("x").shape()).hasToString("[batch, 4]");
      Tensor scores = model.run(Tensor.of(new float[] {0, 0, 0, 0}, 1, 4)).single();
      assertThat(scores).isCloseTo(Tensor.of(new float[] {0.5f, 0.5f}, 1, 2));
    }
  }

  @Test
  void serviceLoaderFindsIt() {
    assertThat(InferenceEngines.discover().engines())
        .anyMatch(engine -> engine.name().equals(new ReferenceEngine().name()));
  }

  @Test
  void quotedNamesAreUnescaped() {
    try (Model model = load("input \"a \\\"b\\\" \\\\ \\u00e9\" bool []")) {
      assertThat(model.inputs().get(0).name()).isEqualTo("a \"b\" \\ é");
    }
  }

  @Test
  void quantizationAndLayoutAreTold() {
    String text =
        "input x int8 [1, 2] layout=NC scale=0.5 zero_point=3\n"
            + "input w int8 [2] scale=0.5,0.25 zero_point=0,1 axis=0";
    try (Model model = load(text)) {
      assertThat(model.input("x").layout()).hasToString("NC");
      assertThat(model.input("x").quantization()).isEqualTo(Quantization.perTensor(0.5f, 3));
      assertThat(model.input("w").quantization())
          .isEqualTo(Quantization.perChannel(new float[] {0.5f, 0.25f}, new int[] {0, 1}, 0));
    }
  }

  @Test
  void anInputWithADefaultMayBeLeftOut() {
    String text =
        "input x float32 [2]\ninput f float32 [] default=3\noutput y float32 [2]\ny = mul x f";
    try (Model model = load(text)) {
      assertThat(model.run(pair).single().toFloats()).containsExactly(3, -6);
      Tensor factor = Tensor.of(new float[] {2});
      assertThat(model.run(Map.of("x", pair, "f", factor)).single().toFloats())
          .containsExactly(2, -4);
    }
  }

  @Test
  void constantsOfAllDTypesAreRead() {
    String text =
        """
        output a uint64 [2]
        output b string [2]
        output c bool [2]
        output d float16 [3]
        constant a uint64 [2] 0 18446744073709551615
        constant b string [2] "one" "two words"
        constant c bool [2] true false
        constant d float16 [3] NaN -Infinity 65504\
        """;
    try (Model model = load(text)) {
      var outputs = model.run(Map.of());
      assertThat(outputs.get("a").toString()).endsWith("{0, 18446744073709551615}");
      assertThat(outputs.get("b").asStrings()).containsExactly("one", "two words");
      assertThat(outputs.get("c").toInts()).containsExactly(1, 0);
      assertThat(outputs.get("d").toFloats())
          .containsExactly(Float.NaN, Float.NEGATIVE_INFINITY, 65504);
    }
  }

  @Test
  void operatorsComputeWhatTheyAreNamedFor() {
    String[][] all = {
      {"relu x", "[1.0, 0.0]"},
      {"neg x", "[-1.0, 2.0]"},
      {"div x x", "[1.0, 1.0]"},
      {"sum x", "[-1.0]"},
      {"max x axes=0 keep=true", "[1.0]"},
      {"reshape x shape=2,-1", "[1.0, -2.0]"},
      {"slice x axis=0 from=1 to=2", "[-2.0]"},
      {"concat x x axis=-1", "[1.0, -2.0, 1.0, -2.0]"},
    };
    for (String[] each : all) {
      try (Model model = computing(each[0])) {
        assertThat(java.util.Arrays.toString(model.run(pair).single().toFloats()))
            .as(each[0])
            .isEqualTo(each[1]);
      }
    }
  }

  @Test
  void transposeMovesAxes() {
    String text = "input x int32 [2, 3]\noutput y int32 [3, 2]\ny = transpose x axes=1,0";
    try (Model model = load(text)) {
      Tensor y = model.run(Tensor.of(new int[] {1, 2, 3, 4, 5, 6}, 2, 3)).single();
      assertThat(y).isIdenticalTo(Tensor.of(new int[] {1, 4, 2, 5, 3, 6}, 3, 2));
    }
  }

  @Test
  void comparisonsGiveBools() {
    String text =
        "input x float32 [2]\noutput y bool [2]\nconstant z float32 [] 0\ny = greater x z";
    try (Model model = load(text)) {
      Tensor y = model.run(pair).single();
      assertThat(y).hasDType(DType.BOOL);
      assertThat(y.toInts()).containsExactly(1, 0);
    }
  }

  @Test
  void anUnknownOperatorIsNamedWithItsLine() {
    assertThatThrownBy(() -> computing("Unheard x").close())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("line 4: there is no operator 'Unheard' in the reference engine");
  }

  @Test
  void mistakesAreNamedWithTheirLine() {
    refused("input x float33 [2]", "line 2: unknown dtype 'float33'");
    refused("input x float32 2", "line 2: expected a shape such as [2, 3], got 2");
    refused("input x float32 [2", "line 2: a bracket is not closed");
    refused("input \"x float32 [2]", "line 2: a quote is not closed");
    refused("input x float32 [2] layout=NCHW", "line 2: layout 'NCHW' does not fit the rank");
    refused("input x float32 [2] color=red", "line 2: there is no attribute 'color' here");
    refused("input x float32 [2]\ninput x float32 [2]", "line 3: there is a value 'x' already");
    refused("output y float32 [2]", "line 2: there is no value 'y' up to here");
    refused("weights w", "line 2: expected metadata, input, output, constant, end, or NAME =");
    refused("constant c int8 [2] 1 128", "line 2: '128' is not a value of int8");
    refused("constant c int8 [3] 1 2", "line 2: shape [3] has 3 elements, given are 2");
    refused("constant c bool [1] yes", "line 2: 'yes' is not a value of bool");
    refused("y = relu z", "line 2: there is no value 'z' up to here");
    refused("y = add", "line 2: add: expected 2 operands, got 0");
    refused("constant c int8 [] 1\ny = relu c axis=1", "line 3: there is no attribute 'axis' here");
    refused("constant c int8 [] 1\ny = cast c", "line 3: cast: it needs to=...");
  }

  @Test
  void operandsThatDoNotFitAreFoundByTheLoadWhereShapesAreFixed() {
    refused(
        "input x float32 [2]\ninput z float32 [3]\noutput y float32 [2]\ny = add x z",
        "line 5: add: shapes [[2], [3]] do not broadcast to one");
    refused(
        "input x float32 [2]\noutput y float32 [3]\ny = neg x",
        "output 'y' is declared y float32[3] but is float32[2]");
  }

  @Test
  void operandsThatDoNotFitAreFoundByTheBindingWhereShapesAreOpen() {
    String text = "input x float32 [n]\ninput z float32 [m]\noutput y float32 [?]\ny = add x z";
    try (Model model = load(text)) {
      Tensor three = Tensor.allocate(DType.FLOAT32, Shape.of(3));
      assertThatThrownBy(() -> model.run(Map.of("x", pair, "z", three)))
          .isInstanceOf(InferenceException.class)
          .hasMessageContaining("line 5: add: shapes [[2], [3]] do not broadcast to one");
    }
  }

  @Test
  void whatFailsInARunIsNamedWithItsLine() {
    String text =
        "input i int64 []\noutput y float32 []\nconstant t float32 [2] 1 2\ny = gather t i";
    try (Model model = load(text)) {
      assertThatThrownBy(() -> model.run(Tensor.of(new long[] {2})))
          .isInstanceOf(RunFailedException.class)
          .hasMessage("line 5: gather: index 2 is not one of the rows 0 to 1");
    }
  }

  @Test
  void aFileOfAnotherVersionIsRefused() {
    InferenceEngines engines = InferenceEngines.of(new ReferenceEngine());
    assertThatThrownBy(
            () ->
                engines.load(source("infer4j-reference 2\nend\n"), LoadOptions.defaults()).close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("line 1: expected 'infer4j-reference 1', got version '2'");
  }

  @Test
  void aFileThatIsCutOffIsRefused() {
    InferenceEngines engines = InferenceEngines.of(new ReferenceEngine());
    assertThatThrownBy(
            () ->
                engines
                    .load(source("infer4j-reference 1\ninput x bool []\n"), LoadOptions.defaults())
                    .close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("line 2: the last line should be 'end'");
  }

  @Test
  void linesMayEndAsOnWindows() {
    InferenceEngines engines = InferenceEngines.of(new ReferenceEngine());
    engines
        .load(source("infer4j-reference 1\r\ninput x bool []\r\nend\r\n"), LoadOptions.defaults())
        .close();
  }
}
