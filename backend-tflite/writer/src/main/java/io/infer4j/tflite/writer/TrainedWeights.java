package io.infer4j.tflite.writer;

import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import java.nio.file.Path;

/** The weights that PyTorch trained, in a folder of {@code .npy} files named by its parameters. */
final class TrainedWeights {
  private final Path folder;

  TrainedWeights(Path folder) {
    this.folder = folder;
  }

  Tensor read(String name) {
    return Npy.read(folder.resolve(name + ".npy"));
  }

  Tensor weight(String layer) {
    return read(layer + ".weight");
  }

  Tensor bias(String layer) {
    return read(layer + ".bias");
  }

  /** PyTorch's [out, in, h, w] as [out, h, w, in]. */
  Tensor filters(String layer) {
    Tensor weights = weight(layer);
    long[] dims = weights.shape().dims();
    return swapped(weights, (int) dims[0], (int) dims[1], (int) (dims[2] * dims[3]))
        .reshape(dims[0], dims[2], dims[3], dims[1]);
  }

  /** A layer that PyTorch feeds [channel, row, column], for [row, column, channel]. */
  Tensor channelsLast(String layer, int channels) {
    Tensor weights = weight(layer);
    int out = (int) weights.shape().dim(0);
    int in = (int) weights.shape().dim(1);
    return swapped(weights, out, channels, in / channels).reshape(out, in);
  }

  /** [n, a, b] with its last two axes swapped, as [n, b, a] in a row. */
  private static Tensor swapped(Tensor weights, int n, int a, int b) {
    float[] from = weights.toFloats();
    float[] to = new float[from.length];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < a; j++) {
        for (int k = 0; k < b; k++) {
          to[(i * b + k) * a + j] = from[(i * a + j) * b + k];
        }
      }
    }
    return Tensor.of(to, to.length);
  }
}
