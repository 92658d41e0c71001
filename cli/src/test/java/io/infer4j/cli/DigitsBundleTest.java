package io.infer4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.IoBinding;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.Quantization;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.bundle.BundleVariant;
import io.infer4j.bundle.ModelBundle;
import io.infer4j.npy.Npy;
import io.infer4j.score.Scores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The digits network of the demo as a bundle, on the real runtimes. */
class DigitsBundleTest {
  private static final String CANONICAL =
      """
      infer4j.version=1
      input.0.name=pixels
      input.0.dtype=float32
      input.0.shape=1,1,8,8
      input.0.layout=NCHW
      output.0.name=answer
      output.0.dtype=float32
      output.0.shape=1,10
      labels=zero,one,two,three,four,five,six,seven,eight,nine
      """;

  @TempDir Path folder;

  private final Tensor images = Npy.read(Cli.digits("test-images.npy"));
  private final float[] expected = Npy.read(Cli.digits("test-scores.npy")).toFloats();

  @ParameterizedTest
  @CsvSource({"onnx, 1e-5", "float32, 1e-5", "float16, 2e-3", "dynamic, 0.2", "int8, 0.3"})
  void everyVariantAnswersTheSameInTheSameWords(String variant, double tolerance)
      throws IOException {
    try (Model model = bundle().load(variant);
        IoBinding io = model.bind()) {
      assertThat(model.inputs()).hasToString("[pixels float32[1, 1, 8, 8]]");
      assertThat(model.outputs()).hasToString("[answer float32[1, 10]]");
      float[] scores = new float[10];
      int same = 0;
      double worst = 0;
      int count = (int) images.shape().dim(0);
      for (int i = 0; i < count; i++) {
        io.input("pixels").asFloats().put(images.slice(i, i + 1).to(DType.FLOAT32).asFloats());
        io.run();
        io.output("answer").asFloats().get(scores);
        float[] wanted = Arrays.copyOfRange(expected, 10 * i, 10 * i + 10);
        same += Scores.argmax(scores) == Scores.argmax(wanted) ? 1 : 0;
        for (int j = 0; j < 10; j++) {
          worst = Math.max(worst, Math.abs(scores[j] - wanted[j]));
        }
      }
      assertThat(worst).isLessThan(tolerance);
      assertThat(same).isGreaterThan(count - 5);
    }
  }

  @Test
  void mappedBytesAreThoseThatOneWouldWriteOneself() throws IOException {
    Tensor image = images.slice(7, 8).to(DType.FLOAT32).reshape(1, 1, 8, 8);
    try (Model mapped = bundle().load("int8");
        Model bare = Model.load(Cli.digits("digits-int8.tflite"))) {
      TensorSpec in = bare.inputs().get(0);
      Quantization q = in.quantization();
      Tensor bytes = Tensor.allocate(DType.INT8, 1, 8, 8, 1);
      for (int i = 0; i < 64; i++) {
        float real = image.asFloats().get(i);
        long step = Math.round((double) (real / q.scale(0))) + q.zeroPoint(0);
        bytes.asBytes().put(i, (byte) Math.max(-128, Math.min(127, step)));
      }
      Tensor out = bare.run(Map.of(in.name(), bytes)).single();
      Quantization scale = bare.outputs().get(0).quantization();
      float[] wanted = new float[10];
      for (int i = 0; i < 10; i++) {
        wanted[i] = scale.scale(0) * (out.asBytes().get(i) - scale.zeroPoint(0));
      }

      assertThat(mapped.run(image).get("answer").toFloats()).containsExactly(wanted);
    }
  }

  @Test
  void variantThatNeedsNoMappingIsTheBareModelBitByBit() throws IOException {
    Tensor image = images.slice(3, 4).to(DType.FLOAT32).reshape(1, 1, 8, 8);
    try (Model bundled = bundle().load("onnx");
        Model bare = Model.load(Cli.digits("digits.onnx"))) {
      assertThat(bundled.run(image).single().asBytes())
          .isEqualTo(bare.run(image).single().asBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnxruntime", "tflite"})
  void engineThatIsThereDecidesWhichFileRuns(String engine) throws IOException {
    try (Model model = bundle().load(LoadOptions.defaults().withEngine(engine))) {
      assertThat(model.engine().name()).isEqualTo(engine);
      assertThat(model.placement().notes().toString())
          .contains(engine.equals("tflite") ? "variant float32" : "variant onnx")
          .contains("was chosen");
    }
  }

  @Test
  void dtypeThatTheFileDoesNotHaveIsRefusedWithItsLine() throws IOException {
    ModelBundle bundle =
        write(
            CANONICAL
                + variant("int8", "tflite", "digits-int8.tflite")
                + "variant.int8.input.0.name=image\nvariant.int8.input.0.dtype=uint8\n");

    assertThatThrownBy(bundle::load)
        .isInstanceOf(ModelLoadException.class)
        .hasMessage(
            folder
                + "/model.properties:14: variant.int8.input.0.dtype: expected uint8 in the file,"
                + " got int8");
  }

  @Test
  void bundleSaysWhatIsInIt() throws IOException {
    ModelBundle bundle = bundle();

    assertThat(bundle.variants())
        .extracting(BundleVariant::name)
        .containsExactly("onnx", "float32", "float16", "dynamic", "int8");
    assertThat(bundle.labels()).hasSize(10).contains("seven");
    assertThat(bundle.inputs().get(0).shape()).isEqualTo(Shape.of(1, 1, 8, 8));
  }

  private ModelBundle bundle() throws IOException {
    StringBuilder text = new StringBuilder(CANONICAL);
    text.append(variant("onnx", "onnx", "digits.onnx"));
    for (String kind : new String[] {"float32", "float16", "dynamic", "int8"}) {
      text.append(variant(kind, "tflite", "digits-" + kind + ".tflite"));
      text.append("variant." + kind + ".input.0.layout=NHWC\n");
    }
    for (String kind : new String[] {"onnx", "float32", "float16", "dynamic", "int8"}) {
      text.append("variant." + kind + ".input.0.name=image\n");
      text.append("variant." + kind + ".output.0.name=scores\n");
    }
    text.append("variant.int8.input.0.dtype=int8\nvariant.int8.output.0.dtype=int8\n");
    return write(text.toString());
  }

  private String variant(String name, String format, String file) throws IOException {
    Path model = Cli.digits(file);
    Files.copy(model, folder.resolve(file));
    String prefix = "variant." + name + ".";
    return prefix
        + "format="
        + format
        + "\n"
        + prefix
        + "file="
        + file
        + "\n"
        + prefix
        + "sha256="
        + ModelSource.of(model).sha256()
        + "\n";
  }

  private ModelBundle write(String text) throws IOException {
    Files.writeString(folder.resolve("model.properties"), text);
    return ModelBundle.open(folder);
  }
}
