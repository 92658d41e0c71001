package io.infer4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.Tensor;
import io.infer4j.bundle.ModelBundle;
import io.infer4j.npy.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleInitCommandTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path temp;

  private Path bundle() {
    return temp.resolve("bundle");
  }

  private Cli init(Object... arguments) {
    Object[] all = new Object[arguments.length + 5];
    all[0] = "bundle";
    all[1] = "init";
    all[2] = bundle();
    // PyTorch keeps the first number of threads of a process, and the demo measures with one.
    all[3] = "--threads";
    all[4] = "1";
    System.arraycopy(arguments, 0, all, 5, arguments.length);
    return Cli.call(all);
  }

  private String description() throws IOException {
    return Files.readString(bundle().resolve("model.properties"));
  }

  @Test
  void sameCodeRunsOnEachFileOfTheNetwork() {
    Cli cli =
        init(
            Cli.digits("digits.onnx"),
            Cli.digits("digits-float32.tflite"),
            Cli.digits("digits-int8.tflite"),
            Cli.digits("digits.pt"));

    assertThat(cli.err()).isEmpty();
    assertThat(cli.exitCode()).isZero();
    ModelBundle made = ModelBundle.open(bundle());
    Tensor image = Npy.read(Cli.digits("test-images.npy")).slice(3, 4);
    image = Tensor.of(image.toFloats(), 1, 1, 8, 8);
    float[] expected = Npy.read(Cli.digits("test-scores.npy")).slice(3, 4).toFloats();
    assertThat(made.variants()).hasSize(4);
    for (var variant : made.variants()) {
      try (Model model = made.load(variant.name(), LoadOptions.defaults().withThreads(1))) {
        float[] scores = model.run(Map.of("image", image)).get("scores").toFloats();
        float margin = variant.file().contains("int8") ? 0.3f : 1e-4f;
        assertThat(scores).as(variant.name()).containsExactly(expected, within(margin));
      }
    }
  }

  @Test
  void shapeTellsThatChannelsComeLast() throws IOException {
    Cli cli = init(Cli.digits("digits.onnx"), Cli.digits("digits-float32.tflite"));

    assertThat(description())
        .contains("input.0.layout = NCHW\n", "variant.tflite.input.0.layout = NHWC\n");
    assertThat(cli.out()).contains("NHWC for NCHW (by the shape, and by running)");
  }

  @Test
  void severalChannelsAreMovedOnBothSidesOfANetwork() throws IOException {
    Cli cli = init(Cli.model("conv_nchw.onnx"), Cli.model("conv_nhwc.tflite"));

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(description())
        .contains(
            "variant.tflite.input.0.name = x\n",
            "variant.tflite.input.0.layout = NHWC\n",
            "variant.tflite.output.0.name = y\n",
            "variant.tflite.output.0.layout = NHWC\n");
  }

  @Test
  void canonicalFileIsTheOneThatIsAskedFor() throws IOException {
    Path tflite = Cli.model("conv_nhwc.tflite");

    init(Cli.model("conv_nchw.onnx"), tflite, "--canonical", tflite);

    assertThat(description())
        .contains(
            "input.0.name = x\n",
            "input.0.layout = NHWC\n",
            "variant.onnx.input.0.layout = NCHW\n");
  }

  @Test
  void inputsAndOutputsInAnotherOrderAreFoundByTheirValues() throws IOException {
    Cli cli = init(Cli.model("sums.onnx"), Cli.model("sums_swapped.onnx"));

    assertThat(description())
        .contains(
            "variant.onnx-sums_swapped.input.0.name = q\n",
            "variant.onnx-sums_swapped.input.1.name = p\n",
            "variant.onnx-sums_swapped.output.0.name = o1\n",
            "variant.onnx-sums_swapped.output.1.name = o0\n");
    assertThat(cli.out()).contains("'q' there (by running)", "its output 'o2'", "left out");
  }

  @Test
  void quantisedVariantIsStatedWithItsTolerance() throws IOException {
    init(Cli.digits("digits.onnx"), Cli.digits("digits-int8.tflite"));

    assertThat(description())
        .contains(
            "variant.tflite.input.0.dtype = int8\n", "variant.tflite.output.0.dtype = int8\n");
    assertThat(ModelBundle.open(bundle()).variant("tflite").tolerance()).isPresent();
  }

  @Test
  void layoutThatRunningCannotTellIsAskedFor() {
    Cli cli = init(Cli.model("mean.onnx"), Cli.model("mean_too.onnx"));

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err())
        .hasLineCount(1)
        .contains("give the same outputs", "--set 'variant.onnx-mean_too.input.0.layout=NHWC'");
    assertThat(bundle()).doesNotExist();
  }

  @Test
  void layoutThatIsStatedIsTaken() throws IOException {
    Cli cli =
        init(
            Cli.model("mean.onnx"),
            Cli.model("mean_too.onnx"),
            "--set",
            "input.0.layout=NCHW",
            "--set",
            "variant.onnx-mean_too.input.0.layout=NHWC");

    assertThat(cli.out()).contains("NHWC for NCHW (as stated)");
    assertThat(description()).contains("variant.onnx-mean_too.input.0.layout = NHWC\n");
  }

  @Test
  void bytesWithoutScaleAreRefusedWithTheKeyToAdd() {
    Cli cli = init(Cli.model("twice.onnx"), Cli.model("twice_int8.onnx"));

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err())
        .hasLineCount(1)
        .contains("'x' is int8", "--set 'variant.onnx-twice_int8.input.0.scale=");
  }

  @Test
  void scaleThatIsStatedIsUsed() {
    Cli cli =
        init(
            Cli.model("twice.onnx"),
            Cli.model("twice_int8.onnx"),
            "--set",
            "variant.onnx-twice_int8.input.0.scale=0.05",
            "--set",
            "variant.onnx-twice_int8.output.0.scale=0.05",
            "--range",
            "0,2");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
  }

  @Test
  void torchScriptWithoutSpecsTakesThemFromTheOthers() throws IOException {
    Cli cli = init(Cli.model("twice_without_specs.pt"), Cli.model("twice.onnx"));

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(description())
        .contains("input.0.shape = 1,4\n", "variant.torchscript.output.0.name = output\n");
  }

  @Test
  void torchScriptWithoutSpecsAloneNeedsThemStated() {
    Cli cli = init(Cli.model("twice_without_specs.pt"));

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err())
        .hasLineCount(1)
        .contains("--set 'input.0.dtype=float32'", "--set 'input.0.shape=");
  }

  @Test
  void anotherNetworkIsRefusedAndNothingIsLeftBehind() {
    Cli cli = init(Cli.digits("digits.onnx"), Cli.model("mlp.onnx"));

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).hasLineCount(1).contains("mlp.onnx: no order of axes makes its inputs");
    assertThat(bundle()).doesNotExist();
  }

  @Test
  void toleranceThatIsStatedAndNotMetIsRefused() {
    Cli cli =
        init(
            Cli.digits("digits.onnx"),
            Cli.digits("digits-int8.tflite"),
            "--set",
            "variant.tflite.atol=1e-9");

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err())
        .hasLineCount(1)
        .contains("variant tflite differs by", "beyond the stated");
    assertThat(bundle()).doesNotExist();
  }

  @Test
  void filesThatLieInTheFolderAreNotCopied() throws IOException {
    Files.createDirectories(bundle().resolve("models"));
    Path inside = Files.copy(Cli.model("twice.onnx"), bundle().resolve("models/a.onnx"));

    init(inside);

    assertThat(description()).contains("variant.onnx.file = models/a.onnx\n");
    assertThat(bundle().resolve("a.onnx")).doesNotExist();
  }

  @Test
  void jsonHasTheDocumentedKeys() {
    JsonNode json = init(Cli.model("twice.onnx"), "--json").json();

    assertThat(Cli.keys(json))
        .containsExactly("bundle", "reference", "comparedOn", "inputs", "outputs", "variants");
    assertThat(Cli.keys(json.at("/variants/0")))
        .containsExactly(
            "variant", "file", "format", "engine", "findings", "maxDifference", "tolerance");
  }

  @Test
  void statedKeyThatABundleDoesNotHaveIsRefusedWithItsLine() {
    Cli cli = init(Cli.model("twice.onnx"), "--set", "lables=a,b");

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).hasLineCount(1).contains("unknown key 'lables'");
    assertThat(bundle()).doesNotExist();
  }

  @Test
  void folderThatIsABundleIsLeftAlone() throws IOException {
    init(Cli.model("twice.onnx"));
    String before = description();

    Cli cli = init(Cli.model("mlp.onnx"));

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).hasLineCount(1).contains("is a bundle already", "bundle add");
    assertThat(description()).isEqualTo(before);
  }

  @Test
  void sameFileUnderTwoNamesIsRefused() throws IOException {
    Path copy = Files.copy(Cli.model("twice.onnx"), temp.resolve("copy.onnx"));

    Cli cli = init(Cli.model("twice.onnx"), copy);

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("copy.onnx", "are the same file").hasLineCount(1);
  }

  @Test
  void wrongUseIsSaidInOneLine() {
    Path model = Cli.model("twice.onnx");

    assertThat(init(temp.resolve("gone.onnx")).err()).contains("there is no file").hasLineCount(1);
    assertThat(init(model, model).err()).contains("is named twice").hasLineCount(1);
    assertThat(init(model, "--set", "labels").err()).contains("KEY=VALUE").hasLineCount(1);
    assertThat(init(model, "--set", "variant.tflite.atol=1").err())
        .contains("new variants [onnx]")
        .hasLineCount(1);
    assertThat(init(model, "--range", "2,1").err()).contains("LOW,HIGH").hasLineCount(1);
    assertThat(init(model, "--canonical", Cli.model("mlp.onnx")).err())
        .contains("is not one of the files")
        .hasLineCount(1);
  }

  @Test
  void takesTheWeightsThatLieBesideTheFileAlong() throws IOException {
    Cli cli = init(Cli.model("external.onnx"));

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(description()).contains("variant.onnx.files = external.weights\n");
    assertThat(bundle().resolve("external.weights"))
        .hasSameBinaryContentAs(Cli.model("external.weights"));
    ModelBundle.open(bundle()).load().close();
    assertThat(Cli.call("bundle", "check", bundle()).exitCode()).isZero();
  }

  @Test
  void namesTheWeightsThatAreNotBesideTheFile() throws IOException {
    Path alone = Files.copy(Cli.model("external.onnx"), temp.resolve("external.onnx"));

    Cli cli = init(alone);

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("there is no file " + temp.resolve("external.weights"));
    assertThat(bundle()).doesNotExist();
  }
}
