package io.infer4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.ModelSource;
import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two networks are one only where that is known from outputs that vary. */
class UnrelatedNetworksTest {
  private static final String PROVES_NOTHING = "values that do not vary prove nothing";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path temp;

  @SuppressWarnings("NullAway.Init")
  private Path bundle;

  @BeforeEach
  void nameTheBundle() {
    bundle = temp.resolve("net");
  }

  private Cli init(String first, String second, Object... more) {
    Object[] all = new Object[5 + more.length];
    all[0] = "bundle";
    all[1] = "init";
    all[2] = bundle;
    all[3] = Cli.model(first);
    all[4] = Cli.model(second);
    System.arraycopy(more, 0, all, 5, more.length);
    return Cli.call(all);
  }

  /** A bundle by hand, which states that its variants agree within {@code atol}. */
  private void describe(String first, String second, String type, String atol) throws IOException {
    Files.createDirectories(bundle);
    StringBuilder text = new StringBuilder("infer4j.version = 1\n");
    text.append("input.0.name = x\ninput.0.dtype = float32\ninput.0.shape = 1,8\n");
    text.append("output.0.name = y\n").append(type);
    int number = 0;
    for (String file : new String[] {first, second}) {
      Path copy = Files.copy(Cli.model(file), bundle.resolve(file));
      String prefix = "variant.v" + number++ + ".";
      text.append(prefix).append("format = onnx\n");
      text.append(prefix).append("file = ").append(file).append('\n');
      text.append(prefix).append("sha256 = ").append(ModelSource.of(copy).sha256()).append('\n');
      text.append(prefix).append("atol = ").append(atol).append('\n');
    }
    Files.writeString(bundle.resolve("model.properties"), text);
  }

  private static String floats(int count) {
    return "output.0.dtype = float32\noutput.0.shape = 1," + count + "\n";
  }

  private Path input(float... values) {
    Path file = temp.resolve("x.npy");
    Npy.write(file, Tensor.of(values, 1, 8));
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"saturated", "label"})
  void outputsThatDoNotVaryProveNothing(String networks) {
    Cli cli = init(networks + "_a.onnx", networks + "_b.onnx");

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err())
        .hasLineCount(1)
        .contains("'y'", PROVES_NOTHING, "--input 'x=FILE.npy'", "--range LOW,HIGH");
    assertThat(bundle).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny", "pattern"})
  void differencesAreLargeOrSmallBesideHowTheOutputsVary(String networks) {
    Cli cli = init(networks + "_a.onnx", networks + "_b.onnx");

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).hasLineCount(1).contains("it is another network");
  }

  @Test
  void oneNetworkWithSmallOutputsIsOneNetwork() throws IOException {
    Cli cli = init("tiny_a.onnx", "tiny_twin.onnx");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(Files.readString(bundle.resolve("model.properties")))
        .contains("variant.onnx-tiny_twin.atol = 0.0000000000000");
  }

  @Test
  void outputsThatVaryOnceInSixteenTimesProveNothingEither() {
    Cli cli = init("saturated_a.onnx", "saturated_b.onnx", "--range", "-30,30");

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).hasLineCount(1).contains(PROVES_NOTHING);
  }

  @Test
  void rangeThatTheOutputsVaryInTellsThemApart() {
    Cli cli = init("saturated_a.onnx", "saturated_b.onnx", "--range", "-200,200");

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).hasLineCount(1).contains("it is another network");
  }

  @Test
  void rangeThatTheOutputsVaryInShowsThatTheyAreOne() {
    Cli cli = init("saturated_a.onnx", "saturated_twin.onnx", "--range", "-200,200");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
  }

  @Test
  void inputsGivenProveNothingEitherWhereNoneLikeThemChangesTheOutputs() {
    Path zeros = input(new float[8]);

    Cli cli = init("tiny_a.onnx", "tiny_twin.onnx", "--input", "x=" + zeros);

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("the inputs given", PROVES_NOTHING).hasLineCount(1);
  }

  @Test
  void inputsGivenAndSomeLikeThemAreEnough() {
    Path file = input(1, -1, 1, -1, 1, -1, 1, -1);

    Cli same = init("pattern_a.onnx", "pattern_twin.onnx", "--input", "x=" + file);

    assertThat(same.exitCode()).as(same.err()).isZero();
    assertThat(same.out()).contains("the inputs given and 15 like them");
  }

  @Test
  void checkDoesNotCallWhatDoesNotVaryRight() throws IOException {
    describe("saturated_a.onnx", "saturated_b.onnx", floats(1), "1e-5");

    Cli cli = Cli.call("bundle", "check", bundle);

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.out().replaceAll("\\s+", " "))
        .contains("unproven", PROVES_NOTHING, "--input 'x=FILE.npy'", "--range LOW,HIGH")
        .doesNotContain("agrees");
    assertThat(cli.err()).contains("v1 (unproven)").hasLineCount(1);
  }

  @Test
  void checkHoldsToMoreThanATolerance() throws IOException {
    describe("tiny_a.onnx", "tiny_b.onnx", floats(1), "1e-5");

    Cli cli = Cli.call("bundle", "check", bundle);

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.out()).contains("differs", "of how much it varies from input to input");
  }

  @Test
  void checkIsNotMisledByWhatAllOutputsHave() throws IOException {
    describe("pattern_a.onnx", "pattern_b.onnx", floats(10), "0.1");

    assertThat(Cli.call("bundle", "check", bundle).exitCode()).isEqualTo(1);
  }

  @Test
  void outputThatIsToBeConstantIsSaidToBe() {
    Cli silent = init("anchored.onnx", "anchored_twin.onnx");
    Cli said = init("anchored.onnx", "anchored_twin.onnx", "--constant", "anchors");

    assertThat(silent.exitCode()).isEqualTo(1);
    assertThat(silent.err()).contains("'anchors'", PROVES_NOTHING, "--constant 'anchors'");
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(Cli.call("bundle", "check", bundle, "--constant", "anchors").exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"inverted", "zero"})
  void scoresAreNotLostBesideBoxesInPixels(String scores) throws IOException {
    Cli init = init("boxes.onnx", "boxes_" + scores + ".onnx");
    describe("boxes.onnx", "boxes_" + scores + ".onnx", floats(6), "1");
    Cli check = Cli.call("bundle", "check", bundle);

    assertThat(init.exitCode()).isEqualTo(1);
    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.out().replaceAll("\\s+", " "))
        .contains("differs", "'y' at 4 of axis 1 differs by", "correlation");
  }

  @Test
  void scoresThatAQuantisedVariantCannotTellApartAreTold() {
    Cli cli = init("boxes.onnx", "boxes_int8.onnx");
    Cli check = Cli.call("bundle", "check", bundle);

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out().replaceAll("\\s+", " "))
        .contains("2 of 6 values vary by less than the variant can tell apart");
    assertThat(check.exitCode()).isZero();
    assertThat(check.out().replaceAll("\\s+", " "))
        .contains("agrees", "2 of 6 values vary by less than the variant can tell apart");
  }

  @Test
  void scoresInAStepOfTheirOwnAreKnown() {
    Cli cli = init("boxes.onnx", "boxes_int8_apart.onnx");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out()).doesNotContain("nothing is known");
  }

  @Test
  void valuesThatNoInputChangesAreTold() {
    Cli cli = init("dead_a.onnx", "dead_b.onnx");
    bundle = temp.resolve("ranged");
    Cli ranged = init("dead_a.onnx", "dead_b.onnx", "--range", "-1,1");

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out())
        .contains("3 of 4 values are the same, or nearly, for all inputs: nothing is known");
    assertThat(ranged.exitCode()).isEqualTo(1);
  }

  @Test
  void batchIsTriedWhereItIsOpen() {
    Cli cli = init("batch.onnx", "batch_summed.onnx");

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("on two inputs in one run output 'y' differs").hasLineCount(1);
  }

  @Test
  void constantThatIsNoOutputIsWrongUse() {
    Cli cli = init("anchored.onnx", "anchored_twin.onnx", "--constant", "anchor");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("no output 'anchor'", "[scores, anchors]").hasLineCount(1);
  }

  @Test
  void nextSuppositionIsTriedWhereOneFails() {
    Cli cli = init("warp.onnx", "warp.pt", "--threads", "1");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
  }

  @Test
  void whatTheReferenceDoesNotRunOnNothingElseIsTriedOn() {
    Cli cli = init("embedding.onnx", "embedding_twin.onnx");
    Cli ranged = init("embedding.onnx", "embedding_twin.onnx", "--range", "0,2");

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err())
        .contains("the reference runs on none of the inputs tried", "--range", "out of data bounds")
        .hasLineCount(1);
    assertThat(ranged.exitCode()).as(ranged.err()).isZero();
  }
}
