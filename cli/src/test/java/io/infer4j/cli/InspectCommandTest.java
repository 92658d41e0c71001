package io.infer4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void withoutFileItListsTheEngines() {
    Cli cli = Cli.call("inspect");

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out()).contains("onnxruntime 1.").contains("onnx, ort").contains("cpu");
  }

  @Test
  void fileIsShownWithWhatGoesInAndWhatComesOut() {
    Cli cli = Cli.call("inspect", Cli.digits("digits.onnx"));

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.err()).isEmpty();
    assertThat(cli.out())
        .contains("84,156 bytes")
        .contains("54a20ddf899c017cee4ed52ae8241eb61ecd4f7b64f4caf40ac219be7a180468")
        .contains("image  float32[batch, 1, 8, 8]")
        .contains("scores  float32[batch, 10]");
  }

  @Test
  void jsonHasTheDocumentedKeys() {
    JsonNode json = Cli.call("inspect", Cli.digits("digits.onnx"), "--json").json();

    assertThat(Cli.keys(json)).containsExactly("model", "bundle", "engines", "problems", "error");
    assertThat(Cli.keys(json.get("model")))
        .containsExactly(
            "file",
            "format",
            "sizeBytes",
            "sha256",
            "engine",
            "engineVersion",
            "inputs",
            "outputs",
            "metadata",
            "placement");
    assertThat(Cli.keys(json.at("/model/inputs/0")))
        .containsExactly(
            "name", "dtype", "shape", "dimNames", "layout", "quantization", "optional");
    assertThat(Cli.keys(json.at("/model/placement"))).containsExactly("requested", "used", "notes");
    assertThat(Cli.keys(json.at("/engines/0")))
        .containsExactly(
            "name",
            "version",
            "formats",
            "accelerators",
            "dtypes",
            "capabilities",
            "options",
            "unavailable");
  }

  @Test
  void jsonTellsDynamicDimensionsByMinusOneAndTheirName() {
    JsonNode image =
        Cli.call("inspect", Cli.digits("digits.onnx"), "--json").json().at("/model/inputs/0");

    assertThat(image.get("shape")).hasToString("[-1,1,8,8]");
    assertThat(image.get("dimNames")).hasToString("[\"batch\",null,null,null]");
  }

  @Test
  void jsonIsAsciiSoThatNoEncodingSpoilsIt() {
    Cli cli = Cli.call("inspect", Cli.model("metadata.onnx"), "--json");

    assertThat(cli.out()).matches("(?s)\\p{ASCII}*");
    assertThat(cli.json().get("model").get("metadata").toString()).contains("Zoë Müller");
  }

  @Test
  void metadataCannotBreakLines() {
    Cli cli = Cli.call("inspect", Cli.model("metadata.onnx"));

    assertThat(cli.out()).contains("A model with metadata.\\nSecond line.");
  }

  @Test
  void modelThatTheEngineRefusesIsStillShownAsFarAsItIsKnown() {
    Cli cli = Cli.call("inspect", Cli.model("custom_op.onnx"), "--json");

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).startsWith("infer4j: ").contains("Frobnicate").hasLineCount(1);
    JsonNode json = cli.json();
    assertThat(json.at("/model/format").asText()).isEqualTo("onnx");
    assertThat(json.at("/model/inputs").isNull()).isTrue();
    assertThat(json.get("error").asText()).contains("Frobnicate");
  }

  @Test
  void engineThatReadsOtherFilesIsNotStarted() {
    JsonNode json = Cli.call("inspect", Cli.digits("digits.onnx"), "--json").json();

    for (JsonNode engine : json.get("engines")) {
      boolean reads = engine.get("formats").toString().contains("\"onnx\"");
      assertThat(engine.get("accelerators").isNull()).as(engine.toString()).isEqualTo(!reads);
    }
  }

  @Test
  void torchScriptIsShownWithWhatItsExtraFileTells() {
    // PyTorch keeps the first number of threads of a process, and the demo measures with one.
    Cli cli = Cli.call("inspect", Cli.digits("digits.pt"), "--threads", "1");

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out())
        .contains("torchscript")
        .contains("image  float32[batch, 1, 8, 8]  NCHW")
        .contains("scores  float32[batch, 10]")
        .contains("0,1,2,3,4,5,6,7,8,9");
  }

  @Test
  void fileOfUnknownFormatIsShownWithSizeAndEngines() throws IOException {
    Path file = Files.writeString(folder.resolve("x.txt"), "not a model");

    Cli cli = Cli.call("inspect", file);

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.out()).contains("unknown").contains("11 bytes").contains("onnxruntime");
  }

  @Test
  void placementSaysWhyAnAcceleratorIsNotUsed() {
    JsonNode placement =
        Cli.call("inspect", Cli.model("mlp.onnx"), "--accelerator", "cuda", "--json")
            .json()
            .at("/model/placement");

    assertThat(placement.get("requested")).hasToString("[\"cuda\"]");
    assertThat(placement.get("used")).hasToString("[\"cpu\"]");
    assertThat(placement.get("notes").get(0).asText()).contains("cuda");
  }
}
