package io.infer4j.rally.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.image.Image;
import io.infer4j.rally.HeapBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoFileTest {
  @TempDir Path folder;

  private static List<Integer> greys(int frames) {
    return LongStream.range(0, frames).mapToObj(Recording::grey).collect(Collectors.toList());
  }

  /** FFmpeg's short cuts to RGB, and what encoding loses. */
  private static void assertClose(List<Integer> levels, List<Integer> expected) {
    assertThat(levels).hasSameSizeAs(expected);
    for (int i = 0; i < levels.size(); i++) {
      assertThat(levels.get(i)).isBetween(expected.get(i) - 6, expected.get(i) + 6);
    }
  }

  @Test
  void everyFrameComesOnceAndInOrder() {
    try (FrameSource video = FrameSource.video(new Recording().to(folder.resolve("v.mkv"), 60))) {
      assertThat(Pixels.levels(video)).isEqualTo(greys(60));
      assertThat(video.next()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mp4, " + avcodec.AV_CODEC_ID_H264,
    "mp4, " + avcodec.AV_CODEC_ID_MPEG4,
    "mp4, " + avcodec.AV_CODEC_ID_AV1,
    "webm, " + avcodec.AV_CODEC_ID_VP9,
    "avi, " + avcodec.AV_CODEC_ID_MJPEG,
    "mpegts, " + avcodec.AV_CODEC_ID_MPEG2VIDEO
  })
  void usualContainersAndCodecsAreRead(String format, int codec) {
    Path file =
        new Recording().as(format, codec).size(128, 96).to(folder.resolve("v." + format), 30);

    try (FrameSource video = FrameSource.video(file)) {
      assertThat(video.expectedFrames()).isBetween(29L, 31L);
      assertThat(video.framesPerSecond()).isEqualTo(25);
      List<Integer> levels = Pixels.levels(video);
      assertThat(levels).hasSize(30);
      assertClose(levels, greys(30));
    }
  }

  @Test
  void coloursAreRedGreenAndBlueInThatOrder() {
    Path file =
        Y4m.write(
            folder.resolve("v.y4m"),
            16,
            16,
            new int[] {81, 90, 240},
            new int[] {145, 54, 34},
            new int[] {41, 240, 110},
            new int[] {235, 128, 128});

    try (FrameSource video = FrameSource.video(file)) {
      List<Integer> colours = new ArrayList<>();
      while (video.next()) {
        colours.addAll(Pixels.at(video.image(), 8, 8));
      }
      // What the ffmpeg command gives for them, on x86.
      assertClose(colours, List.of(253, 0, 0, 0, 254, 0, 0, 0, 254, 255, 255, 255));
    }
  }

  @Test
  void timesAreTheContainersWhereTheFrameRateVaries() {
    double[] times = {0, 0.04, 0.2, 1, 1.04, 5};
    Path file = new Recording().mp4().to(folder.resolve("v.mp4"), times);

    try (FrameSource video = FrameSource.video(file)) {
      List<Double> seconds = new ArrayList<>();
      while (video.next()) {
        seconds.add(video.seconds());
      }
      assertThat(seconds).containsExactly(0.0, 0.04, 0.2, 1.0, 1.04, 5.0);
    }
  }

  @ParameterizedTest
  @CsvSource({"227, 127", "1, 1", "2, 301", "128, 228", "3, 5", "1001, 1"})
  void anySizeIsRead(int width, int height) {
    Path file =
        Y4m.write(
            folder.resolve("v.y4m"),
            width,
            height,
            new int[] {126, 128, 128},
            new int[] {33, 128, 128});

    try (FrameSource video = FrameSource.video(file)) {
      assertThat(video.next()).isTrue();
      assertThat(video.image().width()).isEqualTo(width);
      assertThat(video.image().height()).isEqualTo(height);
      assertClose(Pixels.at(video.image(), 0, 0), List.of(128, 128, 128));
      assertClose(Pixels.at(video.image(), width - 1, height - 1), List.of(128, 128, 128));
      assertThat(video.next()).isTrue();
      assertClose(Pixels.at(video.image(), width - 1, height - 1), List.of(20, 20, 20));
    }
  }

  @Test
  void framesMayChangeTheirSizeInTheMiddle() throws IOException {
    Recording recording = new Recording().as("mjpeg", avcodec.AV_CODEC_ID_MJPEG);
    byte[] first = Files.readAllBytes(recording.size(64, 48).to(folder.resolve("a.mjpeg"), 3));
    byte[] second = Files.readAllBytes(recording.size(96, 128).to(folder.resolve("b.mjpeg"), 2));
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);

    try (FrameSource video = FrameSource.video(Files.write(folder.resolve("v.mjpeg"), both))) {
      List<String> sizes = new ArrayList<>();
      while (video.next()) {
        sizes.add(video.image().width() + "x" + video.image().height());
        assertThat(Pixels.at(video.image(), video.image().width() - 1, 0).get(0)).isPositive();
      }
      assertThat(sizes).containsExactly("64x48", "64x48", "64x48", "96x128", "96x128");
    }
  }

  @Test
  void aVideoHeldOtherwiseIsTurnedUpright() {
    Path file = new Recording().mp4().rotated(90).to(folder.resolve("v.mp4"), 2);

    try (FrameSource video = FrameSource.video(file)) {
      assertThat(video.next()).isTrue();
      assertThat(video.image().width()).isEqualTo(48);
      assertThat(video.image().height()).isEqualTo(64);
    }
  }

  @Test
  void soundIsIgnored() {
    Path file = new Recording().mp4().withSound().to(folder.resolve("v.mp4"), 30);

    try (FrameSource video = FrameSource.video(file)) {
      assertThat(Pixels.levels(video)).hasSize(30);
    }
  }

  @Test
  void aFileNameIsTakenAsItIs() {
    Path file = new Recording().to(folder.resolve("http: ü %03d.mkv"), 3);

    try (FrameSource video = FrameSource.video(file)) {
      assertThat(Pixels.levels(video)).hasSize(3);
    }
  }

  @Test
  void framesOfOneSizeAreOneImage() {
    try (FrameSource video = FrameSource.video(new Recording().to(folder.resolve("v.mkv"), 3))) {
      assertThat(video.next()).isTrue();
      Image first = video.image();
      assertThat(video.next()).isTrue();
      assertThat(video.image()).isSameAs(first);
    }
  }

  @Test
  void decodingAllocatesNoFrames() {
    Path file = new Recording().mp4().size(640, 360).to(folder.resolve("v.mp4"), 60);

    try (FrameSource video = FrameSource.video(file)) {
      assertThat(video.next()).isTrue();
      long before = HeapBytes.allocated();
      while (video.next()) {
        assertThat(video.seconds()).isPositive();
      }
      long perFrame = (HeapBytes.allocated() - before) / 59;
      assertThat(perFrame).isLessThan(640 * 360 / 10);
    }
  }

  @Test
  void anImageThatIsKeptAfterCloseIsHarmless() {
    Image kept;
    try (FrameSource video = FrameSource.video(new Recording().to(folder.resolve("v.mkv"), 3))) {
      assertThat(video.next()).isTrue();
      kept = video.image();
    }

    assertThat(Pixels.at(kept, 0, 0)).containsOnly(Recording.grey(0));
  }

  @Test
  void thereIsNoImageBeforeTheFirstFrameAndAfterTheLast() {
    try (FrameSource video = FrameSource.video(new Recording().to(folder.resolve("v.mkv"), 1))) {
      assertThatThrownBy(video::image)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no current frame");
      assertThat(video.next()).isTrue();
      assertThat(video.next()).isFalse();
      assertThatThrownBy(video::seconds).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void afterCloseThereAreNoFramesButTheSameFacts() {
    FrameSource video = FrameSource.video(new Recording().to(folder.resolve("v.mkv"), 3));
    video.close();
    video.close();

    assertThatThrownBy(video::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThat(video.expectedFrames()).isEqualTo(3);
    assertThat(video.framesPerSecond()).isEqualTo(25);
  }
}
