package io.infer4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.ModelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that ends the process that runs it ends no command: least integer by -1. */
class TrialTest {
  private static final String ENDED = "ended the process";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path temp;

  private Cli call(Object... arguments) throws Exception {
    return Cli.inAJvm(temp, List.of("-Xmx256m"), "C.UTF-8", arguments);
  }

  @Test
  void initFailsInWordsAndLeavesNothingBehind() throws Exception {
    Path bundle = temp.resolve("net");

    Cli cli =
        call(
            "bundle",
            "init",
            bundle,
            Cli.model("divides.onnx"),
            Cli.model("ends_the_process.onnx"));

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("it ran on none of the inputs tried", ENDED);
    assertThat(bundle).doesNotExist();
  }

  @Test
  void addLeavesTheBundleAsItWas() throws Exception {
    Path bundle = temp.resolve("net");
    assertThat(call("bundle", "init", bundle, Cli.model("divides.onnx")).exitCode()).isZero();
    String before = Files.readString(bundle.resolve("model.properties"));

    Cli cli = call("bundle", "add", bundle, Cli.model("ends_the_process.onnx"));

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(Files.readString(bundle.resolve("model.properties"))).isEqualTo(before);
    assertThat(bundle.resolve("ends_the_process.onnx")).doesNotExist();
  }

  @Test
  void checkTellsTheVariantAndGoesOnWithTheOthers() throws Exception {
    Path bundle = described("divides.onnx", "ends_the_process.onnx", "divides_too.onnx");

    Cli cli = call("bundle", "check", bundle);

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.out()).contains("agrees");
    assertThat(cli.err()).contains("1 of 3 variants", "v1 (failed)");
  }

  private Path described(String... files) throws IOException {
    Path bundle = Files.createDirectories(temp.resolve("net"));
    StringBuilder text = new StringBuilder("infer4j.version = 1\n");
    for (String kind : new String[] {"input.0.", "output.0."}) {
      text.append(kind).append("name = ").append(kind.startsWith("i") ? "x" : "y").append('\n');
      text.append(kind).append("dtype = int32\n").append(kind).append("shape = 1\n");
    }
    for (int i = 0; i < files.length; i++) {
      Path copy = Files.copy(Cli.model(files[i]), bundle.resolve(files[i]));
      String prefix = "variant.v" + i + ".";
      text.append(prefix).append("format = onnx\n");
      text.append(prefix).append("file = ").append(files[i]).append('\n');
      text.append(prefix).append("sha256 = ").append(ModelSource.of(copy).sha256()).append('\n');
      text.append(prefix).append("atol = 1\n");
    }
    Files.writeString(bundle.resolve("model.properties"), text);
    return bundle;
  }
}
