package io.infer4j.androidapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the classes of an app on Android refer to, by the JDK's jdeps. */
class ReferencesTest {
  private static final String DESKTOP_ONLY = "io.infer4j.image.awt";
  private static final Pattern LINE = Pattern.compile("\\s+(\\S+)\\s+-> (\\S+)\\s.*");

  private record Reference(String from, String to) {
    boolean isToDesktopOnly() {
      return to.startsWith("java.awt.")
          || to.startsWith("javax.imageio.")
          || to.startsWith("java.lang.management.")
          || to.startsWith("jdk.")
          || to.startsWith("com.sun.")
          || to.startsWith(DESKTOP_ONLY);
    }
  }

  private static List<Reference> references;

  @BeforeAll
  static void read() throws IOException {
    String jar = MergedJar.of(World.ANDROID).write(Jvm.work("references.jar")).toString();
    StringWriter out = new StringWriter();
    PrintWriter lines = new PrintWriter(out);
    int exit =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(lines, lines, "-verbose:class", "-filter:none", jar);
    assertThat(exit).isZero();
    references =
        out.toString()
            .lines()
            .map(LINE::matcher)
            .filter(Matcher::matches)
            .map(line -> new Reference(line.group(1), line.group(2)))
            .collect(Collectors.toList());
  }

  private static List<Reference> to(Predicate<Reference> target) {
    return references.stream().filter(target).collect(Collectors.toList());
  }

  @Test
  void nothingButTheDesktopsPackageRefersToWhatAndroidLacks() {
    assertThat(to(each -> each.isToDesktopOnly() && !each.from().startsWith(DESKTOP_ONLY)))
        .isEmpty();
  }

  @Test
  void theDesktopsPackageDoes() {
    assertThat(to(each -> each.from().startsWith(DESKTOP_ONLY)))
        .anyMatch(each -> each.to().equals("java.awt.image.BufferedImage"));
  }

  @Test
  void allPartsOfTheAppAreLookedAt() {
    assertThat(references.stream().map(Reference::from))
        .contains(
            "io.infer4j.Model",
            "io.infer4j.onnx.OnnxModel",
            "io.infer4j.tflite.android.AndroidModel",
            "io.infer4j.torch.android.AndroidModule",
            "ai.onnxruntime.OrtSession",
            "org.tensorflow.lite.Interpreter",
            "org.pytorch.Module");
  }
}
