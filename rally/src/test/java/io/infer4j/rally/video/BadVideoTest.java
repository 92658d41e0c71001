package io.infer4j.rally.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadVideoTest {
  @TempDir Path folder;

  private static void assertRefused(Path file, String... words) {
    assertThatThrownBy(() -> FrameSource.video(file))
        .isInstanceOf(VideoException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContainingAll(words);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertRefused(folder.resolve("none.mp4"), "there is no video");
  }

  @Test
  void aFolderIsNoVideo() {
    assertRefused(folder, "expected a video file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "<html></html>"})
  void aFileOfSomethingElseIsRefused(String text) throws IOException {
    assertRefused(Files.writeString(folder.resolve("v.mp4"), text), "cannot be opened", "Invalid");
  }

  @Test
  void soundAloneIsRefusedAndWhatThereIsIsNamed() {
    assertRefused(
        Recording.sound(folder.resolve("v.mp4")), "without a video stream", "it has audio");
  }

  @Test
  void aCodecThatThisBuildLacksIsNamed() throws IOException {
    Path file =
        new Recording().as("avi", avcodec.AV_CODEC_ID_MPEG4).to(folder.resolve("v.avi"), 10);
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.writeString(file, bytes.replace("FMP4", "ZZZZ"), StandardCharsets.ISO_8859_1);

    assertRefused(file, "cannot decode the codec", "ZZZZ");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.8, 0.95})
  void ofAnMp4ThatIsCutTheFramesBeforeAreGivenAndThenTheErrorIsTold(double part) {
    assertCut(new Recording().mp4().to(folder.resolve("v.mp4"), 60), part);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.8, 0.95})
  void ofAnMp4WithSoundThatIsCutToo(double part) {
    assertCut(new Recording().mp4().withSound().to(folder.resolve("v.mp4"), 60), part);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.8, 0.95})
  void ofAMatroskaThatIsCutToo(double part) {
    assertCut(new Recording().to(folder.resolve("v.mkv"), 60), part);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.8})
  void ofAnAviThatIsCutToo(double part) {
    Recording avi = new Recording().as("avi", avcodec.AV_CODEC_ID_MPEG4);
    assertCut(avi.to(folder.resolve("v.avi"), 60), part);
  }

  private static void assertCut(Path file, double part) {
    try (FrameSource video = FrameSource.video(Recording.cut(file, part))) {
      List<Double> seconds = new ArrayList<>();
      assertThatThrownBy(
              () -> {
                while (video.next()) {
                  seconds.add(video.seconds());
                }
              })
          .isInstanceOf(VideoException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("damaged or cut off");
      assertThat(seconds).hasSizeBetween(5, 59).startsWith(0.0, 0.04, 0.08);
      assertThat(video.next()).as("told once").isFalse();
    }
  }

  @Test
  void anMp4WhoseIndexIsCutOffCannotBeOpened() {
    Path file =
        new Recording().as("mp4", avcodec.AV_CODEC_ID_MPEG4).to(folder.resolve("v.mp4"), 60);

    assertRefused(Recording.cut(file, 0.7), "moov atom not found");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void damageInTheMiddleIsPassedOverAndToldAtTheEnd(int seed) throws IOException {
    Path file = new Recording().mp4().size(128, 96).to(folder.resolve("v.mp4"), 60);
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      bytes[bytes.length - 1 - random.nextInt(bytes.length / 2)] ^= (byte) random.nextInt(256);
    }
    Files.write(file, bytes);

    try (FrameSource video = FrameSource.video(file)) {
      List<Integer> levels = new ArrayList<>();
      assertThatThrownBy(
              () -> {
                while (video.next()) {
                  levels.add(Pixels.at(video.image(), 0, 0).get(0));
                }
              })
          .isInstanceOf(VideoException.class)
          .hasMessageContaining("places, first after the frame at");
      assertThat(levels).hasSizeGreaterThan(20);
    }
  }

  @Test
  void aPlaylistDoesNotReachTheNetwork() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String list =
          "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:"
              + server.getLocalPort()
              + "/a.ts\n#EXT-X-ENDLIST\n";
      assertRefused(Files.writeString(folder.resolve("v.m3u8"), list), "cannot be opened");
      server.setSoTimeout(200);
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void aCameraThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> FrameSource.camera("/dev/video99"))
        .isInstanceOf(VideoException.class)
        .hasMessageContaining("camera /dev/video99")
        .hasMessageContaining("cannot be opened");
  }

  @Test
  void ffmpegPrintsNothingItself() throws Exception {
    Path file = Files.writeString(folder.resolve("v.mp4"), "hello");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", // else newer JVMs print a warning
                "-cp",
                System.getProperty("java.class.path"),
                Opening.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();

    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();

    assertThat(process.waitFor()).isZero();
    assertThat(printed).isEqualTo("refused");
  }

  /** A process of its own, as FFmpeg prints past System.err. */
  static final class Opening {
    private Opening() {}

    public static void main(String[] arguments) {
      try (FrameSource video = FrameSource.video(Path.of(arguments[0]))) {
        System.out.println("opened " + video.name());
      } catch (VideoException e) {
        System.out.println("refused");
      }
    }
  }
}
