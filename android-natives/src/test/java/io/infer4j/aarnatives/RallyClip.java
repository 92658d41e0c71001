package io.infer4j.aarnatives;

import io.infer4j.DType;
import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import java.nio.FloatBuffer;
import java.nio.file.Path;

/** The clip that the rally's network was asked for when it was exported. */
final class RallyClip {
  private static final Path REFERENCE = Path.of("../rally/src/main/python/rally_weights/reference");
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] STD = {0.229f, 0.224f, 0.225f};

  private RallyClip() {}

  static Tensor hand() {
    return read("hand");
  }

  /** What PyTorch answered, as a batch of one: [1,96,2] or [1,96,8]. */
  static Tensor answer(String output) {
    Tensor answer = read(output);
    return answer.reshape(1, answer.shape().dim(0), answer.shape().dim(1));
  }

  /** Frame t is frame t % 8 of the references, normalised: [1,96,3,64,64]. */
  static Tensor frames() {
    byte[] pixels = new byte[8 * 64 * 64 * 3];
    read("frames").asBytes().get(pixels);
    Tensor clip = Tensor.allocate(DType.FLOAT32, 1, 96, 3, 64, 64);
    FloatBuffer floats = clip.asFloats();
    for (int t = 0; t < 96; t++) {
      for (int c = 0; c < 3; c++) {
        for (int i = 0; i < 64 * 64; i++) {
          int pixel = pixels[(t % 8 * 64 * 64 + i) * 3 + c] & 0xff;
          floats.put((pixel / 255f - MEAN[c]) / STD[c]);
        }
      }
    }
    return clip;
  }

  private static Tensor read(String name) {
    return Npy.read(REFERENCE.resolve(name + ".npy"));
  }
}
