package io.infer4j.tflite.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.LoadOptions;
import io.infer4j.ModelLoadException;
import io.infer4j.tflite.Models;
import io.infer4j.tflite.runtime.Settings;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Files that nobody has verified are refused and read no memory that is not theirs. */
class FlatTableTest {
  @Test
  void damagedFilesEndInAnExceptionOfTheExpectedKinds() {
    byte[] whole = Models.bytes("fc");
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      ByteBuffer flipped = ByteBuffer.allocateDirect(whole.length);
      flipped.put(whole);
      for (int k = 0; k < 3; k++) {
        int at = random.nextInt(whole.length);
        flipped.put(at, (byte) (flipped.get(at) ^ 1 << random.nextInt(8)));
      }
      try {
        ModelFile file = new ModelFile("flipped", flipped);
        assertThat(file.metadata()).isNotNull();
        assertThat(file.graph(new Settings(LoadOptions.defaults())).outputs).isNotEmpty();
      } catch (IndexOutOfBoundsException | ModelLoadException | IllegalArgumentException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1, 20_000);
  }
}
