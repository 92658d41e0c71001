package io.infer4j.benchmarks;

import io.infer4j.npy.Npy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The PyTorch models that are measured; {@code make_torch_models.py} says what is in them. */
public enum TorchModels {
  /** The handwritten digits of the command line tool: three small convolutions. */
  DIGITS("digits.pt", "image 1 1 8 8", "scores 10"),
  /** Two convolutions for each of 16 frames, a recurrent layer over them: many small operators. */
  CLIP("clip.pt.gz", "frames 1 16 3 32 32, hand 1 2", "coarse 1 16 2, fine 1 16 12"),
  /** The size of a real image classifier, MobileNetV3 small. */
  MOBILENET("mobilenet.pt.gz", "image 1 3 224 224", "logits 1 1000");

  private static final long A = 3_000_017;
  private static final long M = 16_777_213;

  private final String resource;
  private final String inputs;
  private final String outputs;

  TorchModels(String resource, String inputs, String outputs) {
    this.resource = resource;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /** The names of the inputs, with their shapes. */
  Map<String, long[]> inputs() {
    return tensors(inputs);
  }

  /** The names of the outputs, with their shapes. */
  Map<String, long[]> outputs() {
    return tensors(outputs);
  }

  private static Map<String, long[]> tensors(String text) {
    Map<String, long[]> tensors = new LinkedHashMap<>();
    for (String each : text.split(", ", -1)) {
      String[] words = each.split(" ", -1);
      tensors.put(words[0], Arrays.stream(words).skip(1).mapToLong(Long::parseLong).toArray());
    }
    return tensors;
  }

  private static float[][] arrays(Map<String, long[]> tensors) {
    return tensors.values().stream()
        .map(shape -> new float[(int) Arrays.stream(shape).reduce(1, Math::multiplyExact)])
        .toArray(float[][]::new);
  }

  /** The model as a file of its own, which goes when the JVM ends. */
  Path file() {
    try (InputStream in = open(resource);
        InputStream bytes = resource.endsWith(".gz") ? new GZIPInputStream(in) : in) {
      Path file = Files.createTempFile("infer4j-benchmark", ".pt");
      file.toFile().deleteOnExit();
      Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Room for the results of a run. */
  float[][] results() {
    return arrays(outputs());
  }

  /** Values between 0 and 1 for each input, the same for the same seed. */
  float[][] randomInputs(int seed) {
    float[][] values = arrays(inputs());
    for (float[] input : values) {
      for (int i = 0; i < input.length; i++) {
        long n = i + 1000L * seed;
        input[i] = (float) ((double) (n * n * A % M) / M);
      }
    }
    return values;
  }

  /**
   * Refuses results that are not PyTorch's for the inputs of that seed.
   *
   * @throws IllegalStateException naming the first that is not
   */
  void check(int seed, float[][] actual) {
    int index = 0;
    for (String output : outputs().keySet()) {
      float[] values = actual[index++];
      float[] expected = expected(seed, output);
      if (expected.length != values.length) {
        throw new IllegalStateException(
            output + " has " + values.length + " elements, not " + expected.length);
      }
      for (int i = 0; i < expected.length; i++) {
        if (!(Math.abs(expected[i] - values[i]) <= 1e-4)) {
          throw new IllegalStateException(
              output + "[" + i + "] is " + values[i] + ", not " + expected[i]);
        }
      }
    }
  }

  private float[] expected(int seed, String output) {
    String model = name().toLowerCase(Locale.ROOT);
    try (InputStream in = open(model + "_" + seed + "_" + output + ".npy")) {
      return Npy.read(in).toFloats();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String resource) {
    InputStream in = TorchModels.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IllegalStateException("there is no resource " + resource);
    }
    return in;
  }
}
