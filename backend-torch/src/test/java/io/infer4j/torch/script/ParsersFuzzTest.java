package io.infer4j.torch.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.InferenceException;
import io.infer4j.ModelSource;
import io.infer4j.torch.Models;
import io.infer4j.torch.android.AndroidTypes;
import io.infer4j.torch.values.InputTree;
import io.infer4j.torch.values.ModelInputs;
import io.infer4j.torch.values.OutputList;
import io.infer4j.torch.values.Part;
import io.infer4j.torch.values.ReturnType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * Damaged files end in infer4j's own exceptions. {@code -Dinfer4j.fuzz=100000} tries as many of
 * each kind as are wanted.
 */
class ParsersFuzzTest {
  private static final int COUNT = Integer.getInteger("infer4j.fuzz", 500);
  private static final List<String> LITE =
      List.of("clip.ptl", "defaults.ptl", "mlp.flatbuffer.ptl", "static_quantized.ptl");

  private interface Parser {
    void parse(byte[] bytes) throws Exception;
  }

  /** Fails with the first few that end in anything else. */
  private static void fuzz(List<byte[]> seeds, Parser parser) {
    Random random = new Random(14);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < COUNT && wrong.size() < 5; i++) {
      byte[] bytes = mutate(seeds.get(i % seeds.size()), random);
      try {
        parser.parse(bytes);
      } catch (InferenceException e) {
        // As it should.
      } catch (Exception | StackOverflowError | OutOfMemoryError e) {
        wrong.add("number " + i + ": " + e + " at " + e.getStackTrace()[0]);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static byte[] mutate(byte[] seed, Random random) {
    byte[] bytes = seed.clone();
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> {
          for (int i = at; i < Math.min(bytes.length, at + 4); i++) {
            bytes[i] = random.nextBoolean() ? (byte) 0xff : 0;
          }
        }
        case 3 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        default -> {
          int from = random.nextInt(bytes.length);
          int length = Math.min(random.nextInt(40), bytes.length - Math.max(at, from));
          System.arraycopy(bytes, from, bytes, at, length);
        }
      }
    }
    return bytes;
  }

  /** A file of a lite archive. */
  private static byte[] inside(String name, String file) throws Exception {
    try (ZipFile zip = new ZipFile(Models.path(name).toFile())) {
      for (var entry : Collections.list(zip.entries())) {
        if (entry.getName().endsWith(file)) {
          return zip.getInputStream(entry).readAllBytes();
        }
      }
    }
    throw new IllegalArgumentException(name + " has no " + file);
  }

  @Test
  void archives() {
    List<byte[]> seeds = new ArrayList<>();
    for (String name : LITE) {
      seeds.add(Models.bytes(name));
    }
    fuzz(
        seeds,
        bytes -> {
          try (ModelFile file = ModelFile.of(ModelSource.of(bytes))) {
            String lacks = Archive.lacks(file);
            assertThat(lacks == null || !lacks.isEmpty()).isTrue();
            LiteArchive archive = LiteArchive.of(file);
            ModelText text = new ModelText("m", archive.text, "forward");
            LiteMethod method = archive.method("forward");
            ModelInputs.of("m", "forward", method.schema, text, AndroidTypes.all(), null);
            OutputList.learnt(method.schema.returns);
          }
        });
  }

  @Test
  void bytecode() throws Exception {
    List<byte[]> seeds = new ArrayList<>();
    for (String name : List.of("clip.ptl", "defaults.ptl", "static_quantized.ptl")) {
      seeds.add(inside(name, "bytecode.pkl"));
    }
    fuzz(
        seeds,
        bytes -> {
          LiteMethod method;
          try {
            method = new Bytecode(bytes).methods.get("forward");
          } catch (RuntimeException e) {
            return; // Which LiteArchive makes one of infer4j's.
          }
          if (method != null) {
            ModelText none = new ModelText("m", null, "forward");
            ModelInputs.of("m", "forward", method.schema, none, AndroidTypes.all(), null);
            OutputList.learnt(method.schema.returns);
          }
        });
  }

  @Test
  void properties() throws Exception {
    String more =
        """
        input.0.scale=0.5,0.25
        input.0.zero_point=1,2
        input.0.axis=0
        input.0.layout=NC
        method.a.output.0.name=\\u00e4
        method.a.output.0.shape=2,n,?
        """;
    List<byte[]> seeds = new ArrayList<>();
    for (String name : List.of("clip.ptl", "mlp.ptl", "methods.ptl")) {
      seeds.add(inside(name, "infer4j.properties"));
    }
    String mlp = new String(seeds.get(1), StandardCharsets.UTF_8);
    seeds.add((mlp + more).getBytes(StandardCharsets.UTF_8));
    fuzz(
        seeds,
        bytes -> {
          String text = new String(bytes, StandardCharsets.UTF_8);
          assertThat(new ModelText("m", text, "forward").metadata).isNotNull();
          assertThat(new ModelText("m", text, "a").metadata).isNotNull();
        });
  }

  @Test
  void types() {
    fuzz(
        List.of(
            "Tuple[Dict[str, Tensor], List[Tuple[Tensor, int]], Optional[int]]"
                .getBytes(StandardCharsets.UTF_8),
            "Optional[Tuple[Tensor, __torch__.Pair]]".getBytes(StandardCharsets.UTF_8)),
        bytes -> {
          String type = new String(bytes, StandardCharsets.UTF_8);
          Argument argument = new Argument("a", type, false);
          InputTree tree = new InputTree(List.of("a.0", "a.k", "a.1.0.0"), true);
          Part part = tree.part(argument);
          assertThat(part == null || tree.names().size() >= part.leaves().size()).isTrue();
          assertThat(ReturnType.names(type)).doesNotContainNull();
        });
  }
}
