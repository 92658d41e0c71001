package io.infer4j.rally.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFolderTest {
  @TempDir Path folder;

  private void write(String name, int level, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, level << 16 | level << 8 | level);
    }
    String format = name.substring(name.lastIndexOf('.') + 1);
    assertThat(ImageIO.write(image, format, folder.resolve(name).toFile())).isTrue();
  }

  @Test
  void imagesAreOrderedByTheNumbersInTheirNames() throws IOException {
    write("frame10.png", 100, 8, 8);
    write("frame9.png", 90, 8, 8);
    write("frame1.png", 10, 8, 8);
    write("frame002.png", 20, 8, 8);

    try (FrameSource images = FrameSource.images(folder, 25)) {
      assertThat(Pixels.levels(images)).containsExactly(10, 20, 90, 100);
    }
  }

  @Test
  void timesFollowFromTheFrameRate() throws IOException {
    write("1.png", 10, 8, 8);
    write("2.png", 20, 8, 8);
    write("3.png", 30, 8, 8);

    try (FrameSource images = FrameSource.images(folder, 50)) {
      List<Double> seconds = new ArrayList<>();
      while (images.next()) {
        seconds.add(images.seconds());
      }
      assertThat(seconds).containsExactly(0.0, 0.02, 0.04);
      assertThat(images.expectedFrames()).isEqualTo(3);
      assertThat(images.framesPerSecond()).isEqualTo(50);
    }
  }

  @Test
  void jpegPngAndBmpOfAnySizeAreRead() throws IOException {
    write("1.jpg", 128, 31, 17);
    write("2.png", 64, 1, 1);
    write("3.bmp", 200, 127, 227);
    write("4 %d.png", 10, 4, 4);

    try (FrameSource images = FrameSource.images(folder, 25)) {
      List<String> frames = new ArrayList<>();
      while (images.next()) {
        frames.add(images.image() + " " + Pixels.at(images.image(), 0, 0).get(0));
      }
      assertThat(frames)
          .containsExactly("RGB 31x17 128", "RGB 1x1 64", "RGB 127x227 200", "RGB 4x4 10");
    }
  }

  @Test
  void otherFilesAreLeftOut() throws IOException {
    write("1.png", 10, 8, 8);
    Files.writeString(folder.resolve("notes.txt"), "hello");
    Files.createDirectory(folder.resolve("2.png"));

    try (FrameSource images = FrameSource.images(folder, 25)) {
      assertThat(Pixels.levels(images)).containsExactly(10);
    }
  }

  @Test
  void anEmptyFolderHasNoFrames() {
    try (FrameSource images = FrameSource.images(folder, 25)) {
      assertThat(images.next()).isFalse();
    }
  }

  @Test
  void anImageThatIsDamagedEndsItAndIsNamed() throws IOException {
    write("1.png", 10, 8, 8);
    write("2.png", 20, 64, 64);
    write("3.png", 30, 8, 8);
    Recording.cut(folder.resolve("2.png"), 0.5);

    try (FrameSource images = FrameSource.images(folder, 25)) {
      assertThat(images.next()).isTrue();
      assertThatThrownBy(images::next)
          .isInstanceOf(VideoException.class)
          .hasMessageContaining("2.png");
      assertThat(images.next()).isFalse();
    }
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> FrameSource.images(folder.resolve("none"), 25))
        .isInstanceOf(VideoException.class)
        .hasMessageContaining("none");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void aFrameRateThatIsNoneIsRefused(double framesPerSecond) {
    assertThatThrownBy(() -> FrameSource.images(folder, framesPerSecond))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("frame rate");
  }
}
