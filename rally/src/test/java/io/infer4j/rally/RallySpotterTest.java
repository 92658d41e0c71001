package io.infer4j.rally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.LoadOptions;
import io.infer4j.bundle.ModelBundle;
import io.infer4j.rally.video.FrameSource;
import io.infer4j.rally.video.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RallySpotterTest {
  /** The score of noise is whatever it is: with no threshold, all that is suppressed not is told. */
  static final RallyOptions ALL_PEAKS =
      RallyOptions.defaults()
          .withVariant("onnx")
          .withLoad(LoadOptions.defaults().withThreads(1))
          .withThreshold(0);

  @TempDir Path folder;

  private RallySpotter spotter;

  @BeforeEach
  void open() {
    spotter = RallySpotter.open(RallySpotter.bundle(), ALL_PEAKS);
  }

  @AfterEach
  void close() {
    spotter.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 42, 43, 44, 90, 91, 92, 139, 140, 200})
  void theStreamGivesTheBitsThatTheWholeVideoAtOnceGives(int frames) {
    Handedness hands = new Handedness(true, false);
    Told told = new Told();

    RallySummary summary = spotter.spot(new NoiseFrames(frames), hands, told);

    Told offline = new OfflineSpotter(spotter.model()).spot(frames, hands);
    assertThat(told.event).isEqualTo(offline.event);
    assertThat(told.fine).usingRecursiveComparison().isEqualTo(offline.fine);
    assertThat(told.events).isEqualTo(offline.events);
    assertThat(told.nanos).hasSameSizeAs(offline.nanos).allMatch(nanos -> nanos > 0);
    assertThat(summary.decoded()).isEqualTo(frames);
    assertThat(summary.frames()).isEqualTo(frames);
    assertThat(summary.events()).isEqualTo(told.events.size()).isPositive();
    assertThat(summary.stopped()).isFalse();
    assertThat(summary.damage()).isEmpty();
  }

  @Test
  void timesAreTheSources() {
    Told told = new Told();

    spotter.spot(new NoiseFrames(150), Handedness.RIGHT, told);

    for (int i = 0; i < 150; i++) {
      assertThat(told.seconds.get(i)).isEqualTo(NoiseFrames.secondsOf(i));
    }
    assertThat(told.events)
        .allMatch(event -> event.seconds() == NoiseFrames.secondsOf(event.frame()));
  }

  @Test
  void noFramesAreNoEvents() {
    Told told = new Told();

    RallySummary summary = spotter.spot(new NoiseFrames(0), Handedness.RIGHT, told);

    assertThat(summary.frames()).isZero();
    assertThat(summary.events()).isZero();
    assertThat(told.nanos).isEmpty();
  }

  @Test
  void handednessReachesTheModel() {
    Told right = new Told();
    Told left = new Told();

    spotter.spot(new NoiseFrames(60), Handedness.RIGHT, right);
    spotter.spot(new NoiseFrames(60), new Handedness(false, true), left);

    assertThat(left.event).isNotEqualTo(right.event);
  }

  @Test
  void oneVideoLeavesNothingToTheNext() {
    Told first = new Told();
    Told second = new Told();

    spotter.spot(new NoiseFrames(130), Handedness.RIGHT, first);
    spotter.spot(new NoiseFrames(130), Handedness.RIGHT, second);

    assertThat(second.event).isEqualTo(first.event);
    assertThat(second.events).isEqualTo(first.events);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 90, 91, 92, 150, 187, 188, 250, 299})
  void whatIsToldBeforeAStopIsTheBeginningOfWhatWouldHaveBeen(int frames) {
    Told whole = new Told();
    spotter.spot(new NoiseFrames(300), Handedness.RIGHT, whole);
    NoiseFrames source = new NoiseFrames(300);
    source.beforeEach(
        () -> {
          if (source.given() == frames) {
            spotter.stop();
          }
        });
    Told told = new Told();

    RallySummary summary = spotter.spot(source, Handedness.RIGHT, told);

    assertThat(summary.stopped()).isTrue();
    assertThat(summary.decoded()).isBetween((long) frames, frames + 1L);
    assertThat(summary.frames()).isEqualTo(told.event.size()).isLessThanOrEqualTo(frames);
    assertThat(told.event).isEqualTo(whole.event.subList(0, told.event.size()));
    assertThat(told.events).isEqualTo(whole.events.subList(0, told.events.size()));
    assertThat(frames < 150 || !told.events.isEmpty()).isTrue();
  }

  @Test
  void aStopFromAnotherThreadEndsAVideoWithoutAnEnd() throws InterruptedException {
    AtomicReference<RallySummary> summary = new AtomicReference<>();
    NoiseFrames endless = new NoiseFrames(Long.MAX_VALUE);
    Thread thread =
        new Thread(() -> summary.set(spotter.spot(endless, Handedness.RIGHT, new Told())));
    thread.start();

    spotter.stop();
    thread.join(60_000);

    assertThat(thread.isAlive()).isFalse();
    assertThat(summary.get().stopped()).isTrue();
  }

  @Test
  void ofADamagedVideoEverythingThatCameIsUsedAndTheDamageIsTold() {
    Told whole = new Told();
    spotter.spot(new NoiseFrames(120), Handedness.RIGHT, whole);
    Told told = new Told();

    RallySummary summary =
        spotter.spot(new NoiseFrames(120).failing("it is cut off"), Handedness.RIGHT, told);

    assertThat(summary.damage()).get().hasToString(
        "io.infer4j.rally.video.VideoException: it is cut off");
    assertThat(summary.frames()).isEqualTo(120);
    assertThat(told.event).isEqualTo(whole.event);
    assertThat(told.events).isEqualTo(whole.events);
  }

  @Test
  void aFileThatIsCutGivesTheScoresOfItsFramesAndTheDamage() {
    Path file = Recording.cut(new Recording().mp4().to(folder.resolve("v.mp4"), 200), 0.7);
    Told told = new Told();
    try (FrameSource video = FrameSource.video(file)) {
      RallySummary summary = spotter.spot(video, Handedness.RIGHT, told);

      assertThat(summary.damage()).get().asString().contains(file.toString(), "cut off");
      assertThat(summary.frames()).isEqualTo(told.event.size()).isBetween(50L, 199L);
    }
  }

  @Test
  void whatTheListenerThrowsPassesThroughAndTheNextVideoIsFine() {
    RallyListener broken =
        new RallyListener() {
          @Override
          public void onScores(long frame, double seconds, float event, float[] fine) {
            throw new IllegalArgumentException("the disk is full");
          }
        };
    assertThatThrownBy(() -> spotter.spot(new NoiseFrames(100), Handedness.RIGHT, broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the disk is full");

    Told told = new Told();
    spotter.spot(new NoiseFrames(100), Handedness.RIGHT, told);

    assertThat(told.event).hasSize(100);
  }

  @Test
  void anEventIsAboveTheThreshold() {
    Told all = new Told();
    spotter.spot(new NoiseFrames(200), Handedness.RIGHT, all);
    float threshold = all.events.get(0).score();
    Told told = new Told();
    try (RallySpotter strict =
        RallySpotter.open(RallySpotter.bundle(), ALL_PEAKS.withThreshold(threshold))) {
      strict.spot(new NoiseFrames(200), Handedness.RIGHT, told);
    }

    assertThat(told.events)
        .isEqualTo(all.events.stream().filter(event -> event.score() > threshold).toList());
  }

  @Test
  void aBundleOfAnotherModelIsRefused() throws IOException {
    String properties;
    try (var in = RallySpotter.class.getResourceAsStream("model/model.properties")) {
      properties = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
    Files.writeString(
        folder.resolve("model.properties"),
        properties.replaceAll("(?m)^(input.1.shape *= *)1,2$", "$11,3"));

    assertThatThrownBy(() -> RallySpotter.open(ModelBundle.open(folder), RallyOptions.defaults()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a rally's model with 'hand' of float32[1, 2]")
        .hasMessageContaining(folder.toString());
  }

  @Test
  void afterCloseItIsRefused() {
    spotter.close();
    spotter.close();

    assertThatThrownBy(() -> spotter.spot(new NoiseFrames(1), Handedness.RIGHT, new Told()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}
