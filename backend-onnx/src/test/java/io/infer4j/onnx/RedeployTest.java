package io.infer4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.testkit.ChildJvm;
import io.infer4j.testkit.Redeployed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ONNX Runtime in several class loaders of one JVM: web applications, redeploys, reloads. */
class RedeployTest {
  @TempDir Path cache;

  @Test
  void eachClassLoaderRunsAModelAndTheFoldersOfTheLaterOnesGoAtTheEnd() throws Exception {
    String out =
        ChildJvm.start(
                Redeployed.class,
                "-Dmain=" + Deployed.class.getName(),
                "-Dtimes=3",
                "-Dinfer4j.cache=" + cache)
            .out();

    List<String> ran = out.lines().filter(line -> line.startsWith("deployment")).toList();
    assertThat(ran).hasSize(3).allMatch(line -> line.contains(": ran float32"));
    assertThat(ran.stream().map(line -> line.substring(line.indexOf(':'))).distinct()).hasSize(1);
    try (Stream<Path> left = Files.walk(cache)) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith("loader-")))
          .isEmpty();
    }
  }
}
