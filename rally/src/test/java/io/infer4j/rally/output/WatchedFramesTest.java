package io.infer4j.rally.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WatchedFramesTest {
  private static WatchedFrames watched(int frames) {
    WatchedFrames watched = new WatchedFrames(new PaintedFrames(frames));
    for (int i = 0; i < frames; i++) {
      assertThat(watched.next()).isTrue();
    }
    return watched;
  }

  private static int center(BufferedImage picture) {
    return picture.getRGB(picture.getWidth() / 2, picture.getHeight() / 2) & 0xFFFFFF;
  }

  @Test
  void pictureIsOfItsFrameAlsoAfterTheRingCameAround() {
    WatchedFrames watched = watched(1000);

    for (long frame : new long[] {999, 900, 850}) {
      BufferedImage picture = Objects.requireNonNull(watched.picture(frame));
      assertThat(center(picture)).isEqualTo(PaintedFrames.color(frame));
    }
  }

  @Test
  void eventAWindowAgoStillHasItsPicture() {
    assertThat(watched(1000).picture(999 - 96 - 5)).isNotNull();
  }

  @Test
  void frameLongPastOrYetToComeHasNone() {
    WatchedFrames watched = watched(1000);

    assertThat(watched.picture(100)).isNull();
    assertThat(watched.picture(1000)).isNull();
  }

  @Test
  void pictureHasTheFramesSizeIfItIsSmall() {
    BufferedImage picture = Objects.requireNonNull(watched(1).picture(0));

    assertThat(picture.getWidth()).isEqualTo(PaintedFrames.WIDTH);
    assertThat(picture.getHeight()).isEqualTo(PaintedFrames.HEIGHT);
  }

  @Test
  void passesTheFramesOn() {
    WatchedFrames watched = watched(3);

    assertThat(watched.seconds()).isEqualTo(2 / 25.0);
    assertThat(watched.image().width()).isEqualTo(PaintedFrames.WIDTH);
    assertThat(watched.expectedFrames()).isEqualTo(3);
    assertThat(watched.next()).isFalse();
  }
}
