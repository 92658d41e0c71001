package io.infer4j.tflite.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;

/** C's formats, as the runtime uses them. */
class PrintfTest {
  private static String format(String format, Number... arguments) {
    Deque<Number> left = new ArrayDeque<>(Arrays.asList(arguments));
    String text =
        Printf.format(
            format,
            new VaList() {
              @Override
              long nextLong() {
                return left.removeFirst().longValue();
              }

              @Override
              double nextDouble() {
                return left.removeFirst().doubleValue();
              }
            });
    assertThat(left).as("arguments that were not read").isEmpty();
    return text;
  }

  @Test
  void readsOnlyAsManyBitsAsTheConversionHas() {
    assertThat(format("%d of %i", 0xf_0000_0001L, -1)).isEqualTo("1 of -1");
    assertThat(format("%ld %zu %llx", -1L, -1L, 255)).isEqualTo("-1 18446744073709551615 ff");
    assertThat(format("%u", -1)).isEqualTo("4294967295");
  }

  @Test
  void readsStringsToTheirEndOrPrecision() {
    try (BytePointer text = new BytePointer("größe")) {
      assertThat(format("'%s' %.2s %.*s|", text.address(), text.address(), 1, text.address()))
          .isEqualTo("'größe' gr g|");
    }
    assertThat(format("%s", 0)).isEqualTo("(null)");
  }

  @Test
  void readsFloatsCharactersAndPercents() {
    assertThat(format("%f %.3g %c 100%% %5d %*d", 1.5, 0.25, (int) 'x', 7, 3, 8))
        .isEqualTo("1.5 0.25 x 100% 7 8");
  }
}
