package io.infer4j.tflite.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.RunFailedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Strings in TensorFlow Lite's form and back; damage is an error of the run. */
class StringBuffersTest {
  private final List<String> strings = List.of("a😀b", "", "größe");

  @Test
  void givesBackWhatWasEncoded() {
    ByteBuffer encoded = StringBuffers.encode("x", strings);
    List<String> target = Arrays.asList("", "", "");
    StringBuffers.decode(encoded, target);

    assertThat(StringBuffers.count(encoded)).isEqualTo(3);
    assertThat(target).isEqualTo(strings);
  }

  @Test
  void refusesStringsThatEndOutsideOfTheTensor() {
    ByteBuffer encoded = StringBuffers.encode("x", strings);
    encoded.putInt(16, 1000);

    assertThatThrownBy(() -> StringBuffers.decode(encoded, Arrays.asList("", "", "")))
        .isInstanceOf(RunFailedException.class)
        .hasMessage("TensorFlow Lite gave damaged strings: string 2 is from 26 to 1000");
  }

  @Test
  void refusesATensorThatEndsWithinItsOffsets() {
    ByteBuffer cut = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder()).putInt(0, 2);

    assertThatThrownBy(() -> StringBuffers.decode(cut, Arrays.asList("", "")))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("string 0 is from -1 to -1");
  }
}
