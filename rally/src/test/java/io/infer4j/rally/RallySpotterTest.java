package io.infer4j.rally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.LoadOptions;
import io.infer4j.bundle.ModelBundle;
import io.infer4j.rally.video.FrameSource;
import io.infer4j.rally.video.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RallySpotterTest {
  /** The score of noise is whatever it is: with no threshold, every peak is told. */
  static final RallyOptions ALL_PEAKS =
      RallyOptions.defaults()
          .withVariant("onnx")
          .withLoad(LoadOptions.defaults().withThreads(1))
          .withThreshold(0);

  @TempDir Path folder;

  private static RallySpotter spotter;

  /** What is told of 300 frames. */
  private static final Told WHOLE = new Told();

  @BeforeAll
  static void openSpotter() {
    spotter = open(ALL_PEAKS);
    spotter.spot(new NoiseFrames(300), Handedness.RIGHT, WHOLE);
  }

  @AfterAll
  static void closeSpotter() {
    spotter.close();
  }

  private static RallySpotter open(RallyOptions options) {
    return RallySpotter.open(RallySpotter.bundle(), options);
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
    Told told = new Told();
    NoiseFrames source = new NoiseFrames(300);
    RallySummary summary;
    try (RallySpotter stopped = open(ALL_PEAKS)) {
      source.beforeEach(
          () -> {
            if (source.given() == frames) {
              stopped.stop();
            }
          });
      summary = stopped.spot(source, Handedness.RIGHT, told);
    }

    assertThat(summary.stopped()).isTrue();
    assertThat(summary.decoded()).isBetween((long) frames, frames + 1L);
    assertThat(summary.frames()).isEqualTo(told.event.size()).isLessThanOrEqualTo(frames);
    assertThat(told.event).isEqualTo(WHOLE.event.subList(0, told.event.size()));
    assertThat(told.events).isEqualTo(WHOLE.events.subList(0, told.events.size()));
    assertThat(frames < 150 || !told.events.isEmpty()).isTrue();
  }

  @Test
  void aStopFromAnotherThreadEndsAVideoWithoutAnEnd() throws InterruptedException {
    AtomicReference<RallySummary> summary = new AtomicReference<>();
    NoiseFrames endless = new NoiseFrames(Long.MAX_VALUE);
    try (RallySpotter stopped = open(ALL_PEAKS)) {
      Thread thread =
          new Thread(() -> summary.set(stopped.spot(endless, Handedness.RIGHT, new Told())));
      thread.start();

      stopped.stop();
      thread.join(60_000);

      assertThat(thread.isAlive()).isFalse();
    }
    assertThat(summary.get().stopped()).isTrue();
  }

  @Test
  void ofADamagedVideoEverythingThatCameIsUsedAndTheDamageIsTold() {
    Told whole = new Told();
    spotter.spot(new NoiseFrames(120), Handedness.RIGHT, whole);
    Told told = new Told();

    RallySummary summary =
        spotter.spot(new NoiseFrames(120).failing("it is cut off"), Handedness.RIGHT, told);

    assertThat(summary.damage())
        .get()
        .hasToString("io.infer4j.rally.video.VideoException: it is cut off");
    assertThat(summary.frames()).isEqualTo(120);
    assertThat(told.event).isEqualTo(whole.event);
    assertThat(told.events).isEqualTo(whole.events);
  }

  @Test
  void spottingAllocatesNoFrames() {
    Path file = new Recording().mp4().size(640, 360).to(folder.resolve("v.mp4"), 288);
    List<Long> allocated = new ArrayList<>();
    RallyListener listener =
        new RallyListener() {
          @Override
          public void onClip(long clip, long nanos) {
            allocated.add(HeapBytes.allocated());
          }
        };
    try (FrameSource video = FrameSource.video(file)) {
      spotter.spot(video, Handedness.RIGHT, listener);
    }

    // From the first clip to the fifth, of 48 new frames each.
    long perFrame = (allocated.get(4) - allocated.get(0)) / (4 * 48);
    assertThat(perFrame).isLessThan(64 * 64 * 3);
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
    float threshold = WHOLE.events.get(0).score();
    Told told = new Told();
    try (RallySpotter strict = open(ALL_PEAKS.withThreshold(threshold))) {
      strict.spot(new NoiseFrames(300), Handedness.RIGHT, told);
    }

    assertThat(told.events)
        .isEqualTo(WHOLE.events.stream().filter(event -> event.score() > threshold).toList());
  }

  @Test
  void aBundleOfAnotherModelIsRefused() throws IOException {
    String properties;
    try (var in = RallySpotter.class.getResourceAsStream("model/model.properties")) {
      properties = new String(in.readAllBytes(), StandardCharsets.UTF_8);
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
    RallySpotter closed = open(ALL_PEAKS);
    closed.close();
    closed.close();

    assertThatThrownBy(() -> closed.spot(new NoiseFrames(1), Handedness.RIGHT, new Told()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}
