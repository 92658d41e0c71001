package io.infer4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.infer4j.DType;
import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunCommandTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private Path npy(String name, Tensor tensor) {
    Path file = folder.resolve(name);
    Npy.write(file, tensor);
    return file;
  }

  @Test
  void outputsWrittenAsNpyAreTheReferenceOutputs() {
    Path out = folder.resolve("a/b");

    Cli cli =
        Cli.call(
            "run",
            Cli.model("mlp_dynamic.onnx"),
            "--input",
            "x=" + Cli.model("mlp_input.npy"),
            "--output-dir",
            out);

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out()).contains(out.resolve("y.npy").toString());
    Tensor expected = Npy.read(Cli.model("mlp_expected.npy"));
    Tensor actual = Npy.read(out.resolve("y.npy"));
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.toFloats()).containsExactly(expected.toFloats(), within(1e-6f));
  }

  @Test
  void jsonHasTheDocumentedKeys() {
    JsonNode json =
        Cli.call("run", Cli.model("mlp.onnx"), "--random", "1", "--repeat", "20", "--json").json();

    assertThat(Cli.keys(json))
        .containsExactly(
            "model", "engine", "engineVersion", "placement", "inputs", "outputs", "latency");
    assertThat(Cli.keys(json.at("/inputs/0"))).containsExactly("name", "dtype", "shape", "source");
    assertThat(Cli.keys(json.at("/outputs/0")))
        .containsExactly("name", "dtype", "shape", "min", "max", "mean", "nan", "first", "file");
    assertThat(Cli.keys(json.get("latency")))
        .containsExactly(
            "runs",
            "warmUpRuns",
            "p50Micros",
            "p90Micros",
            "p95Micros",
            "p99Micros",
            "maxMicros",
            "meanMicros",
            "runsPerSecond");
  }

  @Test
  void missingInputIsNamedWithTypeAndTheWayOut() {
    Cli cli = Cli.call("run", Cli.model("mlp.onnx"));

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("'x' float32[1, 4]").contains("--random").hasLineCount(1);
  }

  @Test
  void nearlyRightInputNameIsSuggested() {
    Cli cli = Cli.call("run", Cli.digits("digits.onnx"), "--input", "imge=x.npy");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("'imge'").contains("did you mean 'image'?");
  }

  @Test
  void inputWithoutNameIsExplained() {
    Cli cli = Cli.call("run", Cli.digits("digits.onnx"), "--input", "x.npy");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("NAME=VALUE").contains("[image]");
  }

  @Test
  void inputNamedTwiceIsWrongUse() {
    Cli cli = Cli.call("run", Cli.model("mlp.onnx"), "--input", "x=1.npy", "--input", "x=2.npy");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("'x' twice");
  }

  @Test
  void inputNameMayHoldAnEqualsSign() {
    Path file = npy("a=c.npy", Tensor.of(new float[] {7}, 1));

    Cli cli =
        Cli.call(
            "run", Cli.model("names.onnx"), "--random", "1", "--input", "a=b=" + file, "--json");

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.json().at("/inputs/3/name").asText()).isEqualTo("a=b");
    assertThat(cli.json().at("/inputs/3/source").asText()).isEqualTo(file.toString());
  }

  @Test
  void missingFileIsNamedWithItsInput() {
    Cli cli = Cli.call("run", Cli.model("mlp.onnx"), "--input", "x=nowhere.npy");

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("nowhere.npy").contains("'x'").hasLineCount(1);
  }

  @Test
  void anInputIsTheArrayOfItsNameInAnNpz() throws IOException {
    Path npz = folder.resolve("inputs.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(npz))) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(Files.readAllBytes(Cli.model("mlp_input.npy")));
      zip.putNextEntry(new ZipEntry("other.npy"));
      zip.write(Files.readAllBytes(Cli.model("mlp_input.npy")));
    }
    Cli cli = Cli.call("run", Cli.model("mlp_dynamic.onnx"), "--input", "x=" + npz);
    assertThat(cli.exitCode()).isZero();
  }

  @Test
  void fileOfAnotherDtypeIsRefusedAndTheWayToConvertIsTold() {
    Path file = npy("x.npy", Tensor.of(new double[] {1, 2, 3, 4}, 1, 4));

    Cli cli = Cli.call("run", Cli.model("mlp.onnx"), "--input", "x=" + file);

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err())
        .contains("float32")
        .contains("float64")
        .contains("--convert")
        .contains("array.astype('float32')");
  }

  @Test
  void convertConverts() {
    Path file = npy("x.npy", Tensor.of(new double[] {1, 2, 3, 4}, 1, 4));

    Cli cli = Cli.call("run", Cli.model("mlp.onnx"), "--input", "x=" + file, "--convert");

    assertThat(cli.exitCode()).isZero();
  }

  @Test
  void convertRefusesWhatDoesNotFit() {
    Path file = npy("x.npy", Tensor.of(new float[] {Float.NaN}, 1));

    Cli cli =
        Cli.call("run", Cli.model("identity_int64.onnx"), "--input", "x=" + file, "--convert");

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("NaN").hasLineCount(1);
  }

  @Test
  void wrongShapeIsRefusedNamingTheAxis() {
    Path file = npy("x.npy", Tensor.allocate(DType.FLOAT32, 2, 4));

    Cli cli = Cli.call("run", Cli.model("mlp.onnx"), "--input", "x=" + file);

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("axis 0 is 2, not 1");
  }

  @Test
  void randomIsTheSameForTheSameSeed() {
    Object[] call = {"run", Cli.model("mixed.onnx"), "--random", "7", "--shape", "i=5", "--json"};

    assertThat(Cli.call(call).out()).isEqualTo(Cli.call(call).out());
  }

  @Test
  void randomDiffersFromSeedToSeed() {
    JsonNode one = Cli.call("run", Cli.model("mlp.onnx"), "--random", "1", "--json").json();
    JsonNode two = Cli.call("run", Cli.model("mlp.onnx"), "--random", "2", "--json").json();

    assertThat(one.at("/outputs/0/first")).isNotEqualTo(two.at("/outputs/0/first"));
  }

  @Test
  void randomTakesOneForDynamicDimensions() {
    JsonNode json = Cli.call("run", Cli.digits("digits.onnx"), "--random", "1", "--json").json();

    assertThat(json.at("/inputs/0/shape")).hasToString("[1,1,8,8]");
  }

  @Test
  void namedDimensionIsOneSizeInAllRandomInputs() {
    JsonNode json =
        Cli.call("run", Cli.model("mixed.onnx"), "--random", "1", "--shape", "m=3", "--json")
            .json();

    assertThat(json.at("/inputs/0/shape")).hasToString("[3,2]");
    assertThat(json.at("/outputs/4/first/0").asInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,99999999999,24,3",
        "1,999999,99999,3",
        "1,99999999,99999999,99999999",
        "1,1,1,536870912"
      })
  void shapeThatNoTensorHasIsWrongUse(String shape) {
    Cli cli =
        Cli.call("run", Cli.digits("digits.onnx"), "--random", "1", "--shape", "image=" + shape);

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains(shape + " is too large").hasLineCount(1);
  }

  @Test
  void shapeThatTheModelDoesNotTakeIsWrongUse() {
    Cli cli = Cli.call("run", Cli.digits("digits.onnx"), "--random", "1", "--shape", "image=2,2");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("[2, 2]").contains("[batch, 1, 8, 8]");
  }

  @Test
  void scalarHasAnEmptyShape() {
    Cli cli = Cli.call("run", Cli.model("scalar.onnx"), "--random", "1", "--shape", "x=", "--json");

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.json().at("/outputs/0/shape")).hasToString("[]");
  }

  @Test
  void percentilesWithTooFewRunsAreNotTold() {
    Cli cli = Cli.call("run", Cli.model("mlp.onnx"), "--random", "1", "--repeat", "63", "--json");

    JsonNode latency = cli.json().get("latency");
    assertThat(latency.get("runs").asInt()).isEqualTo(63);
    assertThat(latency.get("p50Micros").isNumber()).isTrue();
    assertThat(latency.get("p90Micros").isNull()).isTrue();
    assertThat(latency.get("p99Micros").isNull()).isTrue();
  }

  @Test
  void textTellsHowManyRunsAPercentileNeeds() {
    Cli cli = Cli.call("run", Cli.model("mlp.onnx"), "--random", "1", "--repeat", "64");

    assertThat(cli.out()).contains("n/a (needs 662 runs)").doesNotContain("needs 64 runs");
  }

  @Test
  void warmUpIsApartFromTheMeasuredRuns() {
    Cli cli =
        Cli.call(
            "run",
            Cli.model("mlp.onnx"),
            "--random",
            "1",
            "--repeat",
            "12",
            "--warmup",
            "3",
            "--json");

    assertThat(cli.json().at("/latency/runs").asInt()).isEqualTo(12);
    assertThat(cli.json().at("/latency/warmUpRuns").asInt()).isEqualTo(3);
  }

  @Test
  void failureOfTheRuntimeIsToldInOneLine() {
    Path file = npy("index.npy", Tensor.of(new long[] {9}, 1));

    Cli cli = Cli.call("run", Cli.model("failing.onnx"), "--input", "index=" + file);

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("out of data bounds").hasLineCount(1);
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void unknownEngineOptionIsWrongUse() {
    Cli cli =
        Cli.call(
            "run", Cli.model("mlp.onnx"), "--random", "1", "--option", "onnxruntime.aren=true");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("did you mean 'arena'?");
  }

  @Test
  void optionOfAnEngineThatIsNotHereIsWrongUse() {
    Cli cli =
        Cli.call("run", Cli.model("mlp.onnx"), "--random", "1", "--option", "onnx.arena=true");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("no engine 'onnx'", "onnxruntime").hasLineCount(1);
  }

  @Test
  void optionThatIsTheCommandsOwnIsNamed() {
    String option = "onnxruntime.intra_op_threads=2";

    Cli cli = Cli.call("run", Cli.model("mlp.onnx"), "--random", "1", "--option", option);

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("--threads N").hasLineCount(1);
  }

  @Test
  void integersThatFailSuggestSmallerOnes() {
    Cli cli = Cli.call("run", Cli.model("embedding.onnx"), "--random", "1");

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("'ids' was given integers from 0 to 9", "--range 0,1");
    assertThat(
            Cli.call("run", Cli.model("embedding.onnx"), "--random", "1", "--range", "0,1")
                .exitCode())
        .isZero();
  }

  @Test
  void dynamicDimensionsOfOneThatFailSuggestAShape() {
    Cli cli = Cli.call("run", Cli.model("windows.onnx"), "--random", "1");

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("was taken as [1, 1, 1]", "--shape 'x=1,1,100'");
    assertThat(
            Cli.call("run", Cli.model("windows.onnx"), "--random", "1", "--shape", "x=1,1,100")
                .exitCode())
        .isZero();
  }

  @Test
  void rangeIsForRandomInputs() {
    Cli cli = Cli.call("run", Cli.model("mlp.onnx"), "--range", "0,1");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("--random").hasLineCount(1);
  }

  @Test
  void loadOptionsReachTheEngine() {
    Path optimized = folder.resolve("optimized.onnx");

    Cli cli =
        Cli.call(
            "run",
            Cli.model("mlp.onnx"),
            "--random",
            "1",
            "--engine",
            "onnxruntime",
            "--threads",
            "1",
            "--optimization",
            "basic",
            "--low-memory",
            "--option",
            "onnxruntime.optimized_model=" + optimized);

    assertThat(cli.exitCode()).isZero();
    assertThat(Files.exists(optimized)).isTrue();
  }

  @Test
  void strictRefusesAnAcceleratorThatIsNotThere() {
    Cli cli =
        Cli.call(
            "run", Cli.model("mlp.onnx"), "--random", "1", "--accelerator", "cuda", "--strict");

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("cuda").hasLineCount(1);
  }

  @Test
  void outputFolderThatIsAFileIsRefused() {
    Path file = npy("out", Tensor.allocate(DType.FLOAT32, 1));

    Cli cli = Cli.call("run", Cli.model("mlp.onnx"), "--random", "1", "--output-dir", file);

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("is a file").hasLineCount(1);
  }
}
