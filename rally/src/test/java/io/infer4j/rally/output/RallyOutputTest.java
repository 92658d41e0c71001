package io.infer4j.rally.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.rally.Handedness;
import io.infer4j.rally.RallySummary;
import io.infer4j.rally.evaluation.RallyTruth;
import io.infer4j.rally.video.VideoException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RallyOutputTest {
  @TempDir Path folder;

  private RallyFigures spot(String video, int frames, int every, @Nullable RallyTruth truth) {
    try (RallyOutput output = RallyOutput.into(folder, Made.run(video), false, truth)) {
      return output.finish(
          Made.spot(output.watch(new PaintedFrames(frames)), output, frames, every));
    }
  }

  private String page() throws IOException {
    return Files.readString(folder.resolve("index.html"));
  }

  @Test
  void writesEveryFileAndTellsWhich() {
    try (RallyOutput output = RallyOutput.into(folder, Made.run("a.mp4"), true, null)) {
      output.finish(Made.spot(output.watch(new PaintedFrames(500)), output, 500, 50));

      assertThat(output.files())
          .extracting(file -> String.valueOf(file.getFileName()))
          .containsExactly("events.csv", "events.json", "scores.csv", "sheet.png", "index.html");
      assertThat(output.files()).allSatisfy(file -> assertThat(file).isNotEmptyFile());
    }
    assertThat(folder.resolve("scores.csv")).content().hasLineCount(501);
  }

  @Test
  void figuresAreThoseOfTheRun() {
    RallyFigures figures = spot("a.mp4", 500, 50, null);

    assertThat(figures.frames()).isEqualTo(500);
    assertThat(figures.events()).isEqualTo(10);
    assertThat(figures.width()).isEqualTo(PaintedFrames.WIDTH);
    assertThat(figures.clips()).isEqualTo(1);
    assertThat(figures.millisPerClip()).isEqualTo(2);
    assertThat(figures.videoSeconds()).isEqualTo(499 / 25.0);
    assertThat(figures.truth()).isNull();
  }

  @Test
  void pageNeedsNothingBesideIt() throws Exception {
    spot("a.mp4", 500, 50, null);

    assertThat(page())
        .doesNotContain("<script", "http://", "https://", "<link", "@import", "url(")
        .contains("default-src 'none'")
        .contains("prefers-color-scheme: dark");
  }

  @Test
  void pageHasARowWithAPictureForEachEventAndACurveForEachLabel() throws Exception {
    spot("a.mp4", 500, 50, null);

    assertThat(page().split("<tr id=", -1)).hasSize(1 + 10);
    assertThat(page().split("<img alt=\"frame ", -1)).hasSize(1 + 10);
    assertThat(page().split("<svg ", -1)).hasSize(1 + 1 + Made.LABELS.size());
    assertThat(page()).contains("10 events in a.mp4", "<time>0:00:01.960</time>");
  }

  @Test
  void nameOfAFileCannotBecomeMarkup() throws Exception {
    spot("<script>alert('x')</script>&\u202e.mp4", 200, 50, null);

    assertThat(page())
        .doesNotContain("<script", "\u202e")
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;\ufffd.mp4");
  }

  @Test
  void moreEventsThanPicturesAreSaidToBe() throws Exception {
    spot("a.mp4", 1000, 10, null);

    assertThat(page()).contains("Pictures of the first 60 of 100 events.");
    assertThat(page().split("<img ", -1)).hasSize(1 + RallyOutput.MOST_PICTURES);
  }

  @Test
  void longVideoStillMakesASmallPage() throws Exception {
    spot("a.mp4", 12_000, 4, null);

    assertThat(page()).contains("These are the first 2000 of 3,000 events.");
    assertThat(Files.size(folder.resolve("index.html"))).isLessThan(2_500_000);
    assertThat(folder.resolve("events.csv")).content().hasLineCount(3001);
  }

  @Test
  void sheetShowsTheFramesOfTheEvents() throws Exception {
    spot("a.mp4", 200, 50, null);

    BufferedImage sheet =
        Objects.requireNonNull(ImageIO.read(folder.resolve("sheet.png").toFile()));
    for (int i = 0; i < 4; i++) {
      int x = 24 + i * (ContactSheet.NARROWEST_TILE + 16) + ContactSheet.NARROWEST_TILE / 2;
      assertThat(sheet.getRGB(x, 24 + 64 + PaintedFrames.HEIGHT / 2) & 0xFFFFFF)
          .isEqualTo(PaintedFrames.color(50 * i + 49));
    }
  }

  @Test
  void eventsFoundAreHeldToThoseThatThereAre() throws Exception {
    RallyTruth truth =
        new RallyTruth(
            Handedness.RIGHT,
            List.of(
                new RallyTruth.Event(47, Set.of("near")),
                new RallyTruth.Event(99, Set.of("bounce", "in")),
                new RallyTruth.Event(120, Set.of("near")),
                new RallyTruth.Event(9999, Set.of("near"))));

    RallyVerdict verdict = Objects.requireNonNull(spot("a.mp4", 200, 50, truth).truth());

    assertThat(verdict.events()).isEqualTo(3);
    assertThat(verdict.found()).isEqualTo(2);
    assertThat(verdict.withAllLabels()).isEqualTo(1);
    assertThat(verdict.f1()).isEqualTo(2 * 2 / (3.0 + 4));
    assertThat(page()).contains("2 of 3", "bounce in at 0:00:03.960");
  }

  @Test
  void damageAndAStopAreOnThePage() throws Exception {
    try (RallyOutput output = RallyOutput.into(folder, Made.run("a.mp4"), false, null)) {
      Made.spot(output.watch(new PaintedFrames(200)), output, 200, 50);
      VideoException damage = new VideoException("a.mp4 ends early");
      output.finish(new RallySummary(200, 200, 4, true, Optional.of(damage)));
    }

    assertThat(page()).contains("a.mp4 ends early", "Stopped early");
  }

  @Test
  void withoutEventsThereIsAPageThatSaysSo() throws Exception {
    spot("a.mp4", 150, 1000, null);

    assertThat(page()).contains("0 events in a.mp4", "None was found.");
    assertThat(ImageIO.read(folder.resolve("sheet.png").toFile())).isNotNull();
  }

  @Test
  void withoutFramesThereIsAPageToo() throws Exception {
    try (RallyOutput output = RallyOutput.into(folder, Made.run("a.mp4"), true, null)) {
      output.finish(new RallySummary(0, 0, 0, true, Optional.empty()));
    }

    assertThat(page()).contains("0 events in a.mp4", "not run");
  }

  @Test
  void filesOfAnEarlierRunDoNotStay() throws Exception {
    spot("a.mp4", 200, 50, null);
    RallyOutput.into(folder, Made.run("b.mp4"), false, null).close();

    assertThat(folder.resolve("index.html")).doesNotExist();
    assertThat(folder.resolve("events.csv")).content().hasLineCount(1);
  }

  @Test
  void folderThatIsAFileIsRefused() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> RallyOutput.into(file, Made.run("a.mp4"), false, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file + " is a file");
  }
}
