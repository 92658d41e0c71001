package io.infer4j.onnx.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.onnx.Models;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files end our own readers with the exception that they state, and soon. {@code
 * -Dinfer4j.fuzz=100000} tries as many of each format.
 */
class FileParsersFuzzTest {
  private static final int COUNT = Integer.getInteger("infer4j.fuzz", 4000);

  @TempDir Path folder;

  private static byte[] mutated(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    for (int k = random.nextInt(6); k >= 0; k--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0);
        default -> {
          int length = random.nextInt(Math.min(12, bytes.length - at) + 1);
          System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, at, length);
        }
      }
    }
    return random.nextInt(8) == 0
        ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length) + 1)
        : bytes;
  }

  @Test
  void ofOnnxFiles() throws IOException {
    Random random = new Random(14);
    List<byte[]> seeds = new ArrayList<>();
    for (String name :
        new String[] {
          "metadata",
          "mixed",
          "map_output",
          "external_subgraph",
          "external_function",
          "einsum",
          "optional_output",
          "mlp_unnamed"
        }) {
      seeds.add(Files.readAllBytes(Models.path(name + ".onnx")));
    }
    ByteBuffer weights = ByteBuffer.allocateDirect(144);
    int read = 0;
    for (int i = 0; i < COUNT; i++) {
      byte[] bytes = mutated(seeds.get(i % seeds.size()), random);
      try {
        FileFacts facts = OnnxFile.read(ByteBuffer.wrap(bytes));
        read++;
        assertThat(facts.metadata()).isNotNull();
        if (facts.hasExternalData()) {
          inline(bytes, weights);
        }
      } catch (IOException e) {
        assertThat(e).hasNoCause();
      }
    }
    assertThat(read).isBetween(1, COUNT - 1);
  }

  private static void inline(byte[] bytes, ByteBuffer weights) {
    ModelSource source =
        ModelSource.of(bytes).withFile("small.weights", ModelSource.of(weights.duplicate()));
    try (ExternalFiles files = new ExternalFiles(source)) {
      assertThat(new Inlining(files).model(ByteBuffer.wrap(bytes)).hasRemaining()).isTrue();
    } catch (ModelLoadException | IllegalArgumentException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  @Test
  void ofOrtFiles() throws IOException {
    Random random = new Random(15);
    List<byte[]> seeds = new ArrayList<>();
    for (String name :
        new String[] {"metadata.onnx", "mixed.onnx", "map_output.onnx", "slow.onnx"}) {
      seeds.add(Files.readAllBytes(Models.toOrt(name, folder.resolve(name + ".ort"))));
    }
    int read = 0;
    for (int i = 0; i < COUNT; i++) {
      byte[] bytes = mutated(seeds.get(i % seeds.size()), random);
      try {
        assertThat(OrtFile.read(ByteBuffer.wrap(bytes)).metadata()).isNotNull();
        read++;
      } catch (IOException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
    assertThat(read).isBetween(1, COUNT - 1);
  }
}
