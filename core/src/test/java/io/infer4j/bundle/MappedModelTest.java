package io.infer4j.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.Allocations;
import io.infer4j.DType;
import io.infer4j.InvalidInputException;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.Outputs;
import io.infer4j.Quantization;
import io.infer4j.RunFailedException;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedModelTest {
  @TempDir Path temp;
  private final EchoEngine engine = new EchoEngine("echo");

  // ---- nothing to map

  @Test
  void variantThatNeedsNoMappingIsBoundItself() {
    engine.inputs(spec("x", DType.FLOAT32, 2)).outputs(spec("y", DType.FLOAT32, 2));
    Tensor tensor = Tensor.of(new float[] {1, 2}, 2);

    try (Model model = load(float32("x", "2", null), float32("y", "2", null));
        IoBinding io = model.bindTo(Map.of("x", tensor))) {
      io.run();
      assertThat(engine.bound).containsExactly(tensor);
      assertThat(io.output("y")).isSameAs(engine.binding.output(0));
    }
  }

  @Test
  void tensorsAreFoundByNameAndByPosition() {
    engine
        .inputs(spec("p", DType.FLOAT32, 2), spec("q", DType.FLOAT32, 2))
        .outputs(spec("r", DType.FLOAT32, 2), spec("s", DType.FLOAT32, 2));

    try (Model model =
        load(
            float32("a", "2", null),
            "input.1.name=b",
            "input.1.dtype=float32",
            float32("c", "2", null).replace("input", "output"),
            "output.1.name=d",
            "output.1.dtype=float32",
            "variant.v.input.0.name=q",
            "variant.v.input.1.name=p",
            "variant.v.output.0.position=0",
            "variant.v.output.1.position=1")) {
      Outputs outputs =
          model.run(
              Map.of("a", Tensor.of(new float[] {1, 2}, 2), "b", Tensor.of(new float[] {3, 4}, 2)));
      assertThat(outputs.get("c").toFloats()).containsExactly(3, 4);
      assertThat(outputs.get("d").toFloats()).containsExactly(1, 2);
    }
  }

  @Test
  void outputsThatAreNotCanonicalAreLeftOutAndOthersReordered() {
    engine
        .inputs(spec("p", DType.FLOAT32, 1), spec("q", DType.FLOAT32, 1))
        .outputs(spec("r", DType.FLOAT32, 1), spec("s", DType.FLOAT32, 1));

    try (Model model =
            load(
                float32("p", "1", null),
                "input.1.name=q",
                "input.1.dtype=float32",
                "output.0.name=s",
                "output.0.dtype=float32");
        IoBinding io = model.bind()) {
      io.input("q").asFloats().put(0, 5);
      io.run();
      assertThat(model.outputs()).extracting(TensorSpec::name).containsExactly("s");
      assertThat(io.output("s").toFloats()).containsExactly(5);
    }
  }

  @Test
  void axisOfSizeOneMovesWithoutACopy() {
    engine.inputs(spec("x", DType.FLOAT32, 2, 8, 8, 1)).outputs(spec("y", DType.FLOAT32, 2, 64));

    try (Model model =
            load(
                float32("x", "2,1,8,8", "NCHW"),
                float32("y", "2,64", null),
                "variant.v.input.0.layout=NHWC");
        IoBinding io = model.bind()) {
      io.input("x").asFloats().put(7, 3);
      assertThat(engine.bound.get(0).shape()).isEqualTo(Shape.of(2, 8, 8, 1));
      assertThat(engine.bound.get(0).asFloats().get(7)).isEqualTo(3);
    }
  }

  // ---- layout, dtype, quantization

  @Test
  void layoutIsMappedOnBothSides() {
    engine
        .inputs(spec("x", DType.FLOAT32, 1, 2, 2, 3))
        .outputs(spec("y", DType.FLOAT32, 1, 2, 2, 3));

    try (Model model = load(nhwc())) {
      Tensor image = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 1, 3, 2, 2);
      assertThat(model.run(image).single().toFloats()).isEqualTo(image.toFloats());
      assertThat(model.run(image).single().shape()).isEqualTo(Shape.of(1, 3, 2, 2));
      assertThat(engine.bound.get(0).toFloats())
          .containsExactly(1, 5, 9, 2, 6, 10, 3, 7, 11, 4, 8, 12);
    }
  }

  @Test
  void dynamicDimensionsAreMappedWithTheLayout() {
    engine
        .inputs(spec("x", DType.FLOAT32, -1, -1, -1, 3))
        .outputs(spec("y", DType.FLOAT32, -1, -1, -1, 3));

    try (Model model =
            load(
                float32("x", "batch,3,h,w", "NCHW"),
                float32("y", "batch,3,h,w", "NCHW"),
                "variant.v.input.0.layout=NHWC",
                "variant.v.output.0.layout=NHWC");
        IoBinding io = model.bind(Shape.of(2, 3, 4, 5))) {
      assertThat(model.inputs()).hasToString("[x float32[batch, 3, h, w]]");
      assertThat(engine.bound.get(0).shape()).isEqualTo(Shape.of(2, 4, 5, 3));
      io.run();
      assertThat(io.output("y").shape()).isEqualTo(Shape.of(2, 3, 4, 5));

      io.rebind(Shape.of(1, 3, 6, 2));
      io.run();
      assertThat(io.output("y").shape()).isEqualTo(Shape.of(1, 3, 6, 2));
    }
  }

  @Test
  void quantisedVariantIsFedAndReadInRealNumbers() {
    Quantization quantization = Quantization.perTensor(0.5f, 3);
    engine
        .inputs(spec("x", DType.UINT8, 3).withQuantization(quantization))
        .outputs(spec("y", DType.UINT8, 3).withQuantization(quantization));

    try (Model model =
        load(
            float32("x", "3", null),
            float32("y", "3", null),
            "variant.v.input.0.dtype=uint8",
            "variant.v.output.0.dtype=uint8",
            "variant.v.output.0.scale=0.5",
            "variant.v.output.0.zero_point=3")) {
      assertThat(model.inputs().get(0).quantization()).isNull();
      assertThat(model.run(Tensor.of(new float[] {1, 0.75f, -9}, 3)).single().toFloats())
          .containsExactly(1, 1, -1.5f);
    }
  }

  @Test
  void unmappedQuantizationIsShownInCanonicalAxes() {
    engine
        .inputs(
            spec("x", DType.INT8, 1, 2, 2, 3)
                .withQuantization(
                    Quantization.perChannel(new float[] {1, 2, 3}, new int[] {0, 0, 0}, 3)))
        .outputs(spec("y", DType.INT8, 1, 12));

    try (Model model =
        load(
            "input.0.name=x",
            "input.0.dtype=int8",
            "input.0.shape=1,3,2,2",
            "input.0.layout=NCHW",
            "output.0.name=y",
            "output.0.dtype=int8",
            "variant.v.input.0.layout=NHWC")) {
      assertThat(model.inputs().get(0).quantization().axis()).isEqualTo(1);
    }
  }

  @Test
  void integersAreWidenedWhereThatIsStated() {
    engine.inputs(spec("x", DType.INT32, 2)).outputs(spec("y", DType.INT64, 2));
    String[] canonical = {
      "input.0.name=x", "input.0.dtype=int64", "output.0.name=y", "output.0.dtype=int32"
    };

    assertThatThrownBy(() -> load(canonical))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("model.properties:3: input.0.dtype: expected int64 in the file, got")
        .hasMessageContaining("int32; if that is meant, state variant.v.input.0.dtype");

    String[] stated = Arrays.copyOf(canonical, 6);
    stated[4] = "variant.v.input.0.dtype=int32";
    stated[5] = "variant.v.output.0.dtype=int64";
    engine.outputs(spec("y", DType.INT64, 1));
    engine.inputs(spec("x", DType.INT32, 2));
    try (Model model = load(stated)) {
      Tensor large = Tensor.of(new long[] {1L << 40, 2}, 2);
      assertThatThrownBy(() -> model.run(large))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("1099511627776 at index 0");
    }
  }

  @Test
  void stringsAreRenamed() {
    engine.inputs(spec("s", DType.STRING, 2)).outputs(spec("t", DType.STRING, 2));

    try (Model model =
        load(
            "input.0.name=text",
            "input.0.dtype=string",
            "output.0.name=words",
            "output.0.dtype=string",
            "variant.v.input.0.name=s",
            "variant.v.output.0.name=t")) {
      assertThat(model.run(Tensor.of(new String[] {"a", "b"}, 2)).get("words").toStrings())
          .containsExactly("a", "b");
    }
  }

  // ---- what the file does not tell

  @Test
  void unknownSpecsAreFilledFromTheBundle() {
    engine
        .inputs(TensorSpec.of("arg0", null, Shape.unknown()))
        .outputs(TensorSpec.of("out", null, Shape.unknown()));
    engine.outputsKnown = false;

    try (Model model =
            load(
                float32("x", "batch,2", null),
                float32("y", "batch,2", null),
                "variant.v.input.0.position=0",
                "variant.v.output.0.position=0");
        IoBinding io = model.bind(Shape.of(3, 2))) {
      assertThat(model.inputs()).hasToString("[x float32[batch, 2]]");
      assertThat(model.outputs()).hasToString("[y float32[batch, 2]]");
      assertThatThrownBy(() -> io.output("y")).isInstanceOf(IllegalStateException.class);
      io.run();
      assertThat(io.output("y").shape()).isEqualTo(Shape.of(3, 2));
    }
  }

  @Test
  void runThatContradictsTheBundleFails() {
    engine
        .inputs(TensorSpec.of("x", null, Shape.unknown()))
        .outputs(TensorSpec.of("y", null, Shape.unknown()));

    try (Model model = load(float32("x", "2", null), "output.0.name=y", "output.0.dtype=int64")) {
      assertThatThrownBy(() -> model.run(Tensor.of(new float[2], 2)))
          .isInstanceOf(RunFailedException.class)
          .hasMessage("output 'y': the bundle expects int64[...] of the model, got float32[2]");
    }
  }

  // ---- contradictions with the file

  @Test
  void dimensionThatOnlyTheFileFixesHasToBeStated() {
    engine.inputs(spec("x", DType.FLOAT32, 1, 2)).outputs(spec("y", DType.FLOAT32, -1, 2));
    String[] canonical = {float32("x", "batch,2", null), float32("y", "batch,2", null)};

    assertThatThrownBy(() -> load(canonical))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("input.0.shape: expected shape [batch, 2] in the file, got shape")
        .hasMessageContaining("[1, 2]; if that is meant, state variant.v.input.0.shape");

    try (Model model = load(canonical[0], canonical[1], "variant.v.input.0.shape=1,2")) {
      assertThat(model.inputs()).hasToString("[x float32[1, 2]]");
      Tensor two = Tensor.allocate(DType.FLOAT32, 2, 2);
      assertThatThrownBy(() -> model.run(two)).isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void shapeThatContradictsTheFileIsRefusedAndTheEngineClosed() {
    engine.inputs(spec("x", DType.FLOAT32, 3)).outputs(spec("y", DType.FLOAT32, 2));

    assertThatThrownBy(() -> load(float32("x", "2", null), float32("y", "2", null)))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("expected shape [2] in the file, got shape [3]");
    assertThat(engine.closes).isEqualTo(1);
  }

  @Test
  void quantisedVariantWithoutAScaleIsRefused() {
    engine.inputs(spec("x", DType.UINT8, 2)).outputs(spec("y", DType.FLOAT32, 2));

    assertThatThrownBy(
            () ->
                load(
                    float32("x", "2", null),
                    float32("y", "2", null),
                    "variant.v.input.0.dtype=uint8"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(":11: variant.v.input.0.dtype")
        .hasMessageContaining("expected a scale that makes uint8 of float32, got none in the file")
        .hasMessageContaining("state variant.v.input.0.scale");
  }

  @Test
  void scaleThatContradictsTheFileIsRefused() {
    engine
        .inputs(spec("x", DType.UINT8, 2).withQuantization(Quantization.perTensor(0.25f, 0)))
        .outputs(spec("y", DType.FLOAT32, 2));

    assertThatThrownBy(
            () ->
                load(
                    float32("x", "2", null),
                    float32("y", "2", null),
                    "variant.v.input.0.dtype=uint8",
                    "variant.v.input.0.scale=0.5"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(":12: variant.v.input.0.scale: expected scale 0.5, zero point 0 in")
        .hasMessageContaining("got scale 0.25, zero point 0");
  }

  @Test
  void nameThatTheFileDoesNotHaveIsRefused() {
    engine.inputs(spec("frames", DType.FLOAT32, 2)).outputs(spec("y", DType.FLOAT32, 2));

    assertThatThrownBy(() -> load(float32("x", "2", null), float32("y", "2", null)))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(
            "input.0.name: expected one of the inputs of v.bin, [frames], got 'x'")
        .hasMessageContaining("state variant.v.input.0.name");
  }

  @Test
  void positionThatTheFileDoesNotHaveIsRefused() {
    engine.inputs(spec("x", DType.FLOAT32, 2)).outputs(spec("y", DType.FLOAT32, 2));

    assertThatThrownBy(
            () ->
                load(
                    float32("x", "2", null),
                    float32("y", "2", null),
                    "variant.v.output.0.position=1"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("position: expected one of the 1 outputs of v.bin, from 0, got '1'");
  }

  @Test
  void tensorThatIsFoundTwiceIsRefused() {
    engine.inputs(spec("x", DType.FLOAT32, 2)).outputs(spec("y", DType.FLOAT32, 2));

    assertThatThrownBy(
            () ->
                load(
                    float32("x", "2", null),
                    float32("y", "2", null),
                    "output.1.name=z",
                    "output.1.dtype=float32",
                    "variant.v.output.1.name=y"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("expected each output of v.bin once, got 'y' again, after 'y'");
  }

  @Test
  void inputThatTheBundleDoesNotKnowIsRefusedUnlessOptional() {
    TensorSpec extra = spec("extra", DType.FLOAT32, 2);
    engine.outputs(spec("y", DType.FLOAT32, 2));
    String[] canonical = {float32("x", "2", null), float32("y", "2", null)};

    engine.inputs(spec("x", DType.FLOAT32, 2), extra);
    assertThatThrownBy(() -> load(canonical))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("variant v: expected a canonical input for each of the file's, got")
        .hasMessageContaining("none for 'extra'");

    engine.inputs(spec("x", DType.FLOAT32, 2), extra.asOptional());
    try (Model model = load(canonical)) {
      model.run(Tensor.of(new float[] {1, 2}, 2));
      assertThat(engine.bound.get(1)).isNull();
    }
  }

  // ---- cost

  @Test
  void boundRunAllocatesNothing() throws ReflectiveOperationException {
    Quantization quantization = Quantization.perTensor(0.5f, 3);
    engine
        .inputs(spec("x", DType.UINT8, 1, 32, 32, 3).withQuantization(quantization))
        .outputs(spec("y", DType.UINT8, 1, 32, 32, 3).withQuantization(quantization));

    try (Model model =
            load(
                float32("x", "1,3,32,32", "NCHW"),
                float32("y", "1,3,32,32", "NCHW"),
                "variant.v.input.0.dtype=uint8",
                "variant.v.input.0.layout=NHWC",
                "variant.v.output.0.dtype=uint8",
                "variant.v.output.0.layout=NHWC");
        IoBinding io = model.bind()) {
      io.run();
      Tensor output = io.output("y");
      long echo = Allocations.of(() -> engine.binding.run());
      long mapped = Allocations.of(io::run);

      // The echo allocates buffers of its own.
      assertThat(mapped - echo).isZero();
      assertThat(io.output("y")).isSameAs(output);
    }
  }

  // ---- the rest

  private static TensorSpec spec(String name, DType dtype, long... dims) {
    return TensorSpec.of(name, dtype, Shape.of(dims));
  }

  private static String[] nhwc() {
    return new String[] {
      float32("x", "1,3,2,2", "NCHW"),
      float32("y", "1,3,2,2", "NCHW"),
      "variant.v.input.0.layout=NHWC",
      "variant.v.output.0.layout=NHWC"
    };
  }

  /** Input 0 or, for a name y, output 0. */
  private static String float32(String name, String shape, String layout) {
    String prefix = name.equals("y") ? "output.0." : "input.0.";
    String lines = prefix + "name=" + name + "\n" + prefix + "dtype=float32";
    lines += "\n" + prefix + "shape=" + shape;
    return layout == null ? lines : lines + "\n" + prefix + "layout=" + layout;
  }

  private Model load(String... lines) {
    BundleFolder folder = new BundleFolder(temp);
    for (String line : lines) {
      if (!line.startsWith("variant.")) {
        folder.lines(line);
      }
    }
    folder.variant("v", "echo");
    for (String line : lines) {
      if (line.startsWith("variant.")) {
        folder.lines(line);
      }
    }
    return folder.open().withEngines(engine.alone()).load();
  }
}
