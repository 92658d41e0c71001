package io.infer4j.cli;

import io.infer4j.ModelSource;
import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Handwritten digits that no model was trained on, and what they are. Resources of the demo. */
final class Digits {
  private static final String FOLDER = "digits/";

  private final float[][] images;
  private final int[] labels;
  private final float[][] referenceScores;

  private Digits(float[][] images, int[] labels, float[][] referenceScores) {
    this.images = images;
    this.labels = labels;
    this.referenceScores = referenceScores;
  }

  static Digits load() {
    return new Digits(
        rows(npy("test-images.npy")),
        npy("test-labels.npy").toInts(),
        rows(npy("test-scores.npy")));
  }

  /** The model files, by name; each backend adds those that it reads. */
  static List<String> modelFiles() {
    try (InputStream in = open("models.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::trim)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ModelSource model(String file) {
    return ModelSource.ofResource(Digits.class, FOLDER + file);
  }

  int count() {
    return images.length;
  }

  /** 8 x 8 pixels from 0 to 1, row by row. */
  float[] image(int index) {
    return images[index];
  }

  /** Which digit the image shows. */
  int label(int index) {
    return labels[index];
  }

  /** What PyTorch answers for the image: a probability for each of the ten digits. */
  float[] referenceScores(int index) {
    return referenceScores[index];
  }

  private static float[][] rows(Tensor tensor) {
    float[][] rows = new float[(int) tensor.shape().dim(0)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = tensor.slice(i, i + 1).toFloats();
    }
    return rows;
  }

  private static Tensor npy(String file) {
    try (InputStream in = open(file)) {
      return Npy.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String file) {
    return Objects.requireNonNull(Digits.class.getResourceAsStream(FOLDER + file), file);
  }
}
