package io.infer4j.cli;

import io.infer4j.Tensor;
import io.infer4j.bundle.ModelBundle;
import io.infer4j.npy.Npy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Handwritten digits that no model was trained on, and what they are. Resources of the demo. */
final class Digits {
  private static final String FOLDER = "digits";

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

  /** The network, in a file for each runtime. */
  static ModelBundle bundle() {
    return ModelBundle.openResource(Digits.class, FOLDER);
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
    String resource = FOLDER + "/" + file;
    try (InputStream in = Digits.class.getResourceAsStream(resource)) {
      return Npy.read(Objects.requireNonNull(in, resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
