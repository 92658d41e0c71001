package io.infer4j.tflite.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.LoadOptions;
import io.infer4j.ModelLoadException;
import io.infer4j.tflite.Models;
import io.infer4j.tflite.TfliteModel;
import io.infer4j.tflite.runtime.Settings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a file says is read by code of ours, before and beside the runtime: no file may harm it. */
class ParserFuzzTest {
  private static final int MUTATIONS = Integer.getInteger("infer4j.mutations", 12_000);

  private static final int[] STRANGE = {
    0, 1, -1, 4, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7ffffffc, 0xffff, 0x10000, 0x01000000
  };

  /** Those that {@link TfliteModel} makes a {@link ModelLoadException} of, and that one. */
  private static boolean isAnAnswer(RuntimeException e) {
    return e instanceof ModelLoadException || e instanceof IndexOutOfBoundsException;
  }

  private static void read(byte[] file) {
    ModelFile model = new ModelFile("mutated", ByteBuffer.wrap(file));
    model.checkKnownCrashes();
    model.convertsEightBits();
    model.metadata();
    model.needsNewInterpreters(model.graph(new Settings(LoadOptions.defaults())));
  }

  private static byte[] mutated(byte[] whole, Random random) {
    byte[] file = whole.clone();
    ByteBuffer data = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (int k = random.nextInt(4); k >= 0; k--) {
      int at = random.nextInt(file.length);
      switch (random.nextInt(5)) {
        case 0 -> file[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> file[at] = (byte) random.nextInt(256);
        case 2 ->
            data.putInt(
                Math.min(at & ~3, file.length - 4), STRANGE[random.nextInt(STRANGE.length)]);
        case 3 -> {
          int from = random.nextInt(file.length);
          int length = Math.min(random.nextInt(64), file.length - Math.max(at, from));
          System.arraycopy(whole, from, file, at, length);
        }
        default -> {
          if (random.nextInt(8) == 0) {
            return Arrays.copyOf(file, at);
          }
        }
      }
    }
    return file;
  }

  @Test
  void mutatedFilesAreReadOrRefusedAndNothingElse() {
    Random random = new Random(14);
    String[] models = {"fc", "gru", "two_signatures", "counter", "metadata", "per_channel"};
    int refused = 0;
    for (String name : models) {
      byte[] whole = Models.bytes(name);
      for (int i = 0; i < MUTATIONS / models.length; i++) {
        byte[] file = mutated(whole, random);
        try {
          read(file);
        } catch (RuntimeException e) {
          assertThat(isAnAnswer(e)).as("%s, mutation %d: %s", name, i, e).isTrue();
          refused++;
        }
      }
    }
    assertThat(refused).isBetween(MUTATIONS / 100, MUTATIONS);
  }

  /** 40,000 references to one table, whose text has 2,000 characters: 160 kB that are 80 MB. */
  @Test
  void partsThatAreEverywhereAreNotReadForEver() {
    int count = 40_000;
    ByteBuffer file = ByteBuffer.allocate(4 * count + 4096).order(ByteOrder.LITTLE_ENDIAN);
    int name = 4 * count + 1024;
    // The root table at 16: its vtable at 8 knows field 0, a vector of tables at 20.
    file.putInt(0, 16).putShort(8, (short) 6).putShort(10, (short) 8).putShort(12, (short) 4);
    file.putInt(16, 8).putInt(20, 40 - 20).putInt(40, count);
    int table = name - 64;
    // Each element is the same table, whose field 0 is a text of 2,000 characters.
    file.putShort(table - 8, (short) 6).putShort(table - 4, (short) 4).putInt(table, 8);
    file.putInt(table + 4, name - (table + 4)).putInt(name, 2_000);
    for (int i = 0; i < count; i++) {
      file.putInt(44 + 4 * i, table - (44 + 4 * i));
    }

    assertThatThrownBy(
            () -> {
              for (FlatTable each : FlatTable.root(file).tables(0)) {
                assertThat(each.string(0)).hasSize(2_000);
              }
            })
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("refers to its parts so often that it has no end");
  }
}
