package io.infer4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.DType;
import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs that readers copy: what they print, and how long they are. */
class ProgramsTest {
  private static final Path SOURCES = Path.of("src/main/java/io/infer4j/examples");
  private static final Path GESTURES =
      Path.of("src/main/resources/io/infer4j/examples/gesture").toAbsolutePath();
  private static final Path DIGITS =
      Path.of("../cli/src/main/resources/io/infer4j/cli/digits").toAbsolutePath().normalize();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"Classify", "HotLoop", "Detect", "AudioWindows", "Gestures"})
  void haveAtMostTwentyFiveLinesBesideImportsAndComments(String program) throws IOException {
    String source = Files.readString(SOURCES.resolve(program + ".java"));

    assertThat(source.substring(source.indexOf("public final class")).lines().count())
        .isLessThanOrEqualTo(25);
  }

  @Test
  void classifySaysWhatIsInAPicture() throws Exception {
    Tensor images = Npy.read(DIGITS.resolve("test-images.npy"));
    long label = (long) Npy.read(DIGITS.resolve("test-labels.npy")).to(DType.FLOAT32).toFloats()[0];
    float[] pixels = images.slice(0, 1).to(DType.FLOAT32).toFloats();
    float most = 0;
    for (float pixel : pixels) {
      most = Math.max(most, pixel);
    }
    BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 64; i++) {
      picture.getRaster().setSample(i % 8, i / 8, 0, Math.round(255 * pixels[i] / most));
    }
    Path file = folder.resolve("digit.png");
    ImageIO.write(picture, "png", file.toFile());

    List<String> printed =
        printed(() -> Classify.main(new String[] {DIGITS.toString(), file.toString()}));

    assertThat(printed).hasSize(3).first().asString().startsWith(label + " 0.");
  }

  @Test
  void theHotLoopGivesWhatTheNetworkGaveInTraining() throws Exception {
    Path rows = GESTURES.resolve("test-features.npy");
    Tensor expected = Npy.read(GESTURES.resolve("test-scores.npy"));

    List<String> printed =
        printed(
            () ->
                HotLoop.main(
                    new String[] {GESTURES.resolve("gesture.onnx").toString(), rows.toString()}));

    assertThat(printed).hasSize((int) expected.dim(0)).doesNotHaveDuplicates();
  }

  private interface Program {
    void run() throws Exception;
  }

  private static List<String> printed(Program program) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
