package io.infer4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoRallyCommandTest {
  private static final int PATIENCE_SECONDS = 300;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  /** A folder of that many frames, all the same. */
  private Path images(int count) throws IOException {
    BufferedImage image = new BufferedImage(96, 54, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.GRAY);
    graphics.fillRect(10, 10, 50, 30);
    graphics.dispose();
    Path images = Files.createDirectory(folder.resolve("images"));
    Path first = images.resolve("0.png");
    ImageIO.write(image, "png", first.toFile());
    for (int i = 1; i < count; i++) {
      Files.copy(first, images.resolve(i + ".png"));
    }
    return images;
  }

  @Test
  void findsTheEventsOfItsVideo() {
    Cli cli = Cli.call("demo", "rally", "--output-dir", folder.resolve("out"));

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out())
        .startsWith("rally.mp4 by ")
        .contains("frame  score  event", "events in ", "frames/s", "events that there are")
        .contains(folder.resolve("out").resolve("index.html").toString());
  }

  @Test
  void mostOfItsVideosEventsAreFound() {
    Cli cli = Cli.call("demo", "rally", "--json", "--output-dir", folder);

    assertThat(cli.json().at("/figures/truth/f1").asDouble()).isGreaterThan(0.8);
    assertThat(cli.json().get("events")).isNotEmpty();
  }

  @Test
  void jsonIsThatOfTheFileAndHasTheDocumentedKeys() throws Exception {
    Cli cli = Cli.call("demo", "rally", "--images", images(100), "--json", "--output-dir", folder);

    assertThat(cli.out()).isEqualTo(Files.readString(folder.resolve("events.json")));
    assertThat(Cli.keys(cli.json())).containsExactly("run", "events", "figures");
    assertThat(Cli.keys(cli.json().get("run")))
        .containsExactly(
            "video",
            "framesPerSecond",
            "engine",
            "engineVersion",
            "variant",
            "threads",
            "nearHand",
            "farHand",
            "labels");
    assertThat(Cli.keys(cli.json().get("figures")))
        .containsExactly(
            "frames",
            "events",
            "videoSeconds",
            "width",
            "height",
            "clips",
            "elapsedSeconds",
            "millisPerClip",
            "framesPerSecond",
            "stopped",
            "damage",
            "truth");
    assertThat(cli.json().at("/figures/frames").asLong()).isEqualTo(100);
  }

  @Test
  void takesVariantEngineThreadsHandsAndFrameRate() throws Exception {
    Path out = folder.resolve("out");
    Cli cli =
        Cli.call(
            "demo",
            "rally",
            "--images",
            images(30),
            "--fps",
            "50",
            "--variant",
            "torch",
            "--engine",
            "pytorch",
            "--threads",
            "1",
            "--hand",
            "left,right",
            "--scores",
            "--output-dir",
            out,
            "--json");

    assertThat(cli.json().at("/run/variant").asText()).isEqualTo("torch");
    assertThat(cli.json().at("/run/engine").asText()).isEqualTo("pytorch");
    assertThat(cli.json().at("/run/threads").asInt()).isEqualTo(1);
    assertThat(cli.json().at("/run/nearHand").asText()).isEqualTo("left");
    assertThat(cli.json().at("/figures/videoSeconds").asDouble()).isEqualTo(29 / 50.0);
    assertThat(out.resolve("scores.csv")).content().hasLineCount(31);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--hand up",
        "--variant nosuch",
        "--threads -1",
        "--images a --webcam b",
        "--fps 0 --images ."
      })
  void wrongUseIsSaidInOneLine(String options) {
    Object[] arguments = ("demo rally --output-dir " + folder + " " + options).split(" ");

    Cli cli = Cli.call(arguments);

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).startsWith("infer4j: ").contains("demo rally --help").hasLineCount(1);
  }

  @Test
  void videoThatIsNotThereIsSaidInOneLine() {
    Cli cli = Cli.call("demo", "rally", folder.resolve("no.mp4"), "--output-dir", folder);

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).startsWith("infer4j: ").contains("no.mp4").hasLineCount(1);
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void fileThatIsNoVideoIsSaidInOneLine() throws Exception {
    Path text = Files.writeString(folder.resolve("text.mp4"), "no video");

    Cli cli = Cli.call("demo", "rally", text, "--output-dir", folder.resolve("out"));

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).startsWith("infer4j: ").contains("text.mp4").hasLineCount(1);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "ends processes without asking them")
  void askedToEndItLeavesWholeFiles() throws Exception {
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Infer4j.class.getName(),
                "demo",
                "rally",
                "--images",
                images(4000).toString(),
                "--output-dir",
                out.toString())
            .redirectError(folder.resolve("err").toFile())
            .start();
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(reader.readLine()).startsWith("images by ");
      process.toHandle().destroy(); // the process's own destroy would close its output

      assertThat(reader.lines().toList()).anySatisfy(line -> assertThat(line).contains("stopped"));
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(
            JsonMapper.builder()
                .build()
                .readTree(out.resolve("events.json").toFile())
                .at("/figures/stopped")
                .asBoolean())
        .isTrue();
    assertThat(out.resolve("index.html")).content().endsWith("</html>\n");
  }
}
