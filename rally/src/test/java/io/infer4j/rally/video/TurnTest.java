package io.infer4j.rally.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.image.Image;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnTest {
  // 1 2 3
  // 4 5 6
  @ParameterizedTest
  @CsvSource({"1, 2, 4 1 5 2 6 3", "2, 3, 6 5 4 3 2 1", "3, 2, 3 6 2 5 1 4"})
  void picturesAreTurnedClockwise(int quarters, int width, String expected) {
    int stride = 12;
    ByteBuffer pixels = ByteBuffer.allocateDirect(2 * stride);
    for (int i = 0; i < 6; i++) {
      for (int c = 0; c < 3; c++) {
        pixels.put(i / 3 * stride + i % 3 * 3 + c, (byte) (i + 1));
      }
    }

    Image turned = new Turn(quarters, 3, 2).of(pixels, stride);

    List<String> levels = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      levels.add(Pixels.at(turned, i % width, i / width).get(2).toString());
    }
    assertThat(turned.width()).isEqualTo(width);
    assertThat(String.join(" ", levels)).isEqualTo(expected);
  }
}
