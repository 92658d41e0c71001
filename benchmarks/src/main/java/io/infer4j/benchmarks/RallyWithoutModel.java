package io.infer4j.benchmarks;

import io.infer4j.DType;
import io.infer4j.InferenceEngines;
import io.infer4j.ModelFormat;
import io.infer4j.Tensor;
import io.infer4j.bundle.ModelBundle;
import io.infer4j.image.ImagePreparer;
import io.infer4j.rally.Handedness;
import io.infer4j.rally.RallyListener;
import io.infer4j.rally.RallyOptions;
import io.infer4j.rally.RallySpotter;
import io.infer4j.rally.video.FrameSource;
import java.io.IOException;
import java.util.List;

/**
 * A child of {@link RallyReport}: the same pipeline over the same videos with an engine that does
 * nothing, and how long it takes to prepare a frame.
 */
final class RallyWithoutModel {
  private static final int PASSES = 2; // the first to warm up

  private RallyWithoutModel() {}

  /** Prints the microseconds that preparing one frame takes, and the peak of memory in MiB. */
  public static void main(String[] args) throws IOException {
    ModelBundle shipped = RallySpotter.bundle();
    ModelBundle idle =
        shipped.withEngines(
            InferenceEngines.of(
                new IdleEngine(ModelFormat.ONNX, shipped.inputs(), shipped.outputs())));
    List<RallyVideos.Video> videos = RallyVideos.read();
    RallyOptions options = RallyOptions.defaults().withVariant("onnx");
    try (RallySpotter spotter = RallySpotter.open(idle, options)) {
      for (int pass = 0; pass < PASSES; pass++) {
        for (RallyVideos.Video video : videos) {
          try (FrameSource source = FrameSource.video(video.file())) {
            spotter.spot(source, Handedness.RIGHT, new RallyListener() {});
          }
        }
      }
    }
    System.out.println("peak=" + RallyPass.peakMemory());

    ImagePreparer preparer = new ImagePreparer(shipped.preprocessing().orElseThrow());
    Tensor frame = Tensor.allocate(DType.FLOAT32, 1, 3, 64, 64);
    double micros = 0;
    for (int pass = 0; pass < PASSES; pass++) {
      micros = prepareAll(preparer, videos, frame);
    }
    System.out.println("prepare=" + micros);
  }

  private static double prepareAll(
      ImagePreparer preparer, List<RallyVideos.Video> videos, Tensor target) {
    long nanos = 0;
    long frames = 0;
    for (RallyVideos.Video video : videos) {
      try (FrameSource source = FrameSource.video(video.file())) {
        for (; source.next(); frames++) {
          long start = System.nanoTime();
          preparer.prepare(source.image(), target);
          nanos += System.nanoTime() - start;
        }
      }
    }
    return nanos / 1e3 / frames;
  }
}
