package io.infer4j.aarnatives;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.testkit.conformance.EngineConformance;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The suite turns red if an Android binding is wrong: a class of it is compiled again with one
 * mistake, comes first on the class path of another JVM, and rules fail there.
 */
@ExtendWith(WhereTheRigRuns.class)
class BrokenBindingTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0}, {1}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "tflite | AndroidSession | inputs[input.position] = data | inputs[0] = data | RUN-04",
        "tflite | AndroidSession | setCancelled(false) | setCancelled(true) | CANC-03 CANC-06",
        "torch | AndroidTypes | case INT8 -> DType.INT8 | case INT8 -> DType.UINT8 | TYPE-05",
        "torch | AndroidResult | read(values[i], | read(values[0], | RUN-04",
      })
  void rulesFailThatSayWhatIsWrong(
      String binding, String type, String right, String wrong, String rules) throws Exception {
    String classPath = compiled(binding, type, right, wrong) + File.pathSeparator + ClassPath.rig();
    String area = rules.replaceAll("[0-9].*", "");
    SuiteRun run = SuiteRun.of(suite(binding), area, classPath, "-ea");
    assertThat(run.failed()).contains(rules.split(" "));
    assertThat(run.passed()).isNotEmpty();
  }

  /** The folder with the class, which has what is wrong in place of what is right. */
  private Path compiled(String binding, String type, String right, String wrong)
      throws IOException {
    Path source =
        Path.of("../backend-" + binding + "/src/main/java/io/infer4j/" + binding + "/android");
    String text = Files.readString(source.resolve(type + ".java"));
    assertThat(text).containsOnlyOnce(right);
    Path broken = Files.writeString(folder.resolve(type + ".java"), text.replace(right, wrong));
    int failed =
        Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK")
            .run(
                null,
                null,
                null,
                "-nowarn",
                "-cp",
                ClassPath.desktop(),
                "-d",
                folder.toString(),
                broken.toString());
    assertThat(failed).isZero();
    return folder;
  }

  private static Class<? extends EngineConformance> suite(String binding) {
    return binding.equals("tflite") ? TfliteSuite.class : TorchSuite.class;
  }
}
