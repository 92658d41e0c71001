package io.infer4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.infer4j.ModelSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with a bundle that is there: add, check, inspect, run. */
class BundleCheckCommandTest {
  private static final String FOREIGN = "of a format that nobody reads";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path temp;

  @SuppressWarnings("NullAway.Init")
  private Path bundle;

  @BeforeEach
  void makeTheBundle() {
    bundle = temp.resolve("digits");
    Cli cli =
        Cli.call(
            "bundle",
            "init",
            bundle,
            Cli.digits("digits.onnx"),
            Cli.digits("digits-float32.tflite"));
    assertThat(cli.exitCode()).as(cli.err()).isZero();
  }

  private void state(String lines) throws IOException {
    Files.writeString(bundle.resolve("model.properties"), lines, StandardOpenOption.APPEND);
  }

  private Path zipped() throws IOException {
    Path zip = temp.resolve("digits.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name :
          new String[] {"model.properties", "digits.onnx", "digits-float32.tflite"}) {
        out.putNextEntry(new ZipEntry(name));
        out.write(Files.readAllBytes(bundle.resolve(name)));
      }
    }
    return zip;
  }

  @Test
  void bundleThatIsRightPasses() {
    Cli cli = Cli.call("bundle", "check", bundle);

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out()).contains("onnxruntime", "reference", "tflite", "atol", "agrees");
  }

  @Test
  void zipFileIsCheckedAsTheFolderIs() throws IOException {
    assertThat(Cli.call("bundle", "check", zipped()).exitCode()).isZero();
  }

  @Test
  void jsonHasTheDocumentedKeys() {
    JsonNode json = Cli.call("bundle", "check", bundle, "--json").json();

    assertThat(Cli.keys(json)).containsExactly("bundle", "reference", "inputs", "variants");
    assertThat(Cli.keys(json.at("/variants/1")))
        .containsExactly(
            "variant",
            "file",
            "format",
            "sizeBytes",
            "engine",
            "maxDifference",
            "tolerance",
            "verdict",
            "reason",
            "note");
  }

  @Test
  void fileOfAnotherChecksumFails() throws IOException {
    Files.copy(
        Cli.digits("digits-dynamic.tflite"),
        bundle.resolve("digits-float32.tflite"),
        StandardCopyOption.REPLACE_EXISTING);

    Cli cli = Cli.call("bundle", "check", bundle);

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.out()).contains("failed").containsIgnoringCase("sha-256");
    assertThat(cli.err()).contains("1 of 2 variants", "tflite (failed)").hasLineCount(1);
  }

  @Test
  void fileThatIsMissingFails() throws IOException {
    Files.delete(bundle.resolve("digits-float32.tflite"));

    Cli cli = Cli.call("bundle", "check", bundle, "--json");

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.json().at("/variants/1/reason").asText()).contains("there is no file");
  }

  @Test
  void variantBeyondItsToleranceDiffers() throws IOException {
    Cli.call("bundle", "add", bundle, Cli.digits("digits-int8.tflite"), "--name", "int8");
    Path description = bundle.resolve("model.properties");
    String text = Files.readString(description);
    Files.writeString(description, text.replaceAll("int8.atol = .*", "int8.atol = 1e-9"));

    Cli cli = Cli.call("bundle", "check", bundle);

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.out()).contains("differs");
    assertThat(cli.err()).contains("int8 (differs)").hasLineCount(1);
  }

  @Test
  void differenceIsShownWhereNoToleranceIsStated() throws IOException {
    Path description = bundle.resolve("model.properties");
    String text = Files.readString(description);
    Files.writeString(description, text.replaceAll("(?m)^.*\\.atol = .*$", ""));

    Cli cli = Cli.call("bundle", "check", bundle, "--json");

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.json().at("/variants/1/verdict").asText()).isEqualTo("no tolerance");
    assertThat(cli.json().at("/variants/1/maxDifference").isNumber()).isTrue();
  }

  @Test
  void variantWithoutEngineIsNotCalledRight() throws IOException {
    addForeignVariant(ModelSource.of(FOREIGN.getBytes(StandardCharsets.UTF_8)).sha256());

    Cli cli = Cli.call("bundle", "check", bundle);

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.out()).contains("no engine");
    assertThat(Cli.call("bundle", "check", bundle, "--skip-missing").exitCode()).isZero();
  }

  @Test
  void damageIsFoundInAFileThatNoEngineReads() throws IOException {
    addForeignVariant("0".repeat(64));

    Cli cli = Cli.call("bundle", "check", bundle, "--skip-missing");

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("foo (failed)").hasLineCount(1);
  }

  private void addForeignVariant(String sha256) throws IOException {
    Files.writeString(bundle.resolve("a.foo"), FOREIGN);
    state("variant.foo.format=foo\nvariant.foo.file=a.foo\nvariant.foo.sha256=" + sha256 + "\n");
  }

  @Test
  void wrongKeyIsSaidWithFileAndLine() throws IOException {
    state("lables=a\n");

    Cli cli = Cli.call("bundle", "check", bundle);

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("model.properties:", "unknown key 'lables'").hasLineCount(1);
  }

  @Test
  void addedVariantIsFoundOutAsByInit() throws IOException {
    String before = Files.readString(bundle.resolve("model.properties"));

    Cli cli = Cli.call("bundle", "add", bundle, Cli.digits("digits-int8.tflite"));

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(Files.readString(bundle.resolve("model.properties")))
        .startsWith(before)
        .contains("variant.tflite-digits-int8.input.0.layout = NHWC\n");
    assertThat(Cli.call("bundle", "check", bundle).exitCode()).isZero();
  }

  @Test
  void refusedAdditionLeavesTheBundleAsItWas() throws IOException {
    String before = Files.readString(bundle.resolve("model.properties"));

    Cli cli = Cli.call("bundle", "add", bundle, Cli.model("mlp.onnx"));

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(Files.readString(bundle.resolve("model.properties"))).isEqualTo(before);
    assertThat(bundle.resolve("mlp.onnx")).doesNotExist();
  }

  @Test
  void variantOfATakenNameIsRefused() {
    Cli cli = Cli.call("bundle", "add", bundle, Cli.digits("digits-int8.tflite"), "--name", "onnx");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("there is a variant 'onnx' already").hasLineCount(1);
  }

  @Test
  void fileThatTheBundleHasIsRefused() {
    Cli cli = Cli.call("bundle", "add", bundle, Cli.digits("digits.onnx"), "--name", "again");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("is the file of variant 'onnx' already").hasLineCount(1);
  }

  @Test
  void bundleWhereAModelIsWantedIsSaidToBeOne() {
    Cli cli = Cli.call("bundle", "init", temp.resolve("other"), bundle);

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("is a bundle, expected a model file").hasLineCount(1);
  }

  @Test
  void modelWhereABundleIsWantedIsSaidToBeOne() {
    Cli cli = Cli.call("bundle", "check", Cli.digits("digits.onnx"));

    assertThat(cli.err())
        .contains("is no bundle", "'infer4j run' take a model file")
        .hasLineCount(1);
  }

  @Test
  void inspectShowsTheBundle() throws IOException {
    Cli cli = Cli.call("inspect", zipped());

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out())
        .contains("image  float32[batch, 1, 8, 8]  NCHW", "variant onnx", "digits-float32.tflite");
  }

  @Test
  void runTakesTheVariantAskedFor() {
    Cli cli = Cli.call("run", bundle, "--variant", "tflite", "--random", "1", "--json");

    assertThat(cli.json().get("engine").asText()).isEqualTo("tflite");
    assertThat(cli.json().at("/inputs/0/shape")).hasToString("[1,1,8,8]");
  }

  @Test
  void runNamesTheVariantsThatThereAre() {
    Cli cli = Cli.call("run", bundle, "--variant", "nope", "--random", "1");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("no variant 'nope'", "[onnx, tflite]").hasLineCount(1);
  }

  @Test
  void variantOfAFileIsWrongUse() {
    Cli cli = Cli.call("run", Cli.model("mlp.onnx"), "--variant", "onnx", "--random", "1");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("--variant is for bundles").hasLineCount(1);
  }

  @Test
  void whatIsNoBundleIsWrongUse() {
    assertThat(Cli.call("bundle", "check", Cli.digits("digits.pt")).exitCode()).isEqualTo(2);
    assertThat(Cli.call("bundle", "check", temp.resolve("gone")).exitCode()).isEqualTo(2);
    assertThat(Cli.call("bundle", "add", temp, Cli.digits("digits.pt")).exitCode()).isEqualTo(2);
    assertThat(Cli.call("bundle").exitCode()).isEqualTo(2);
  }
}
