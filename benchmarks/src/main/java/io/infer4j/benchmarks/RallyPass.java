package io.infer4j.benchmarks;

import io.infer4j.LoadOptions;
import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import io.infer4j.rally.Handedness;
import io.infer4j.rally.RallyEvent;
import io.infer4j.rally.RallyListener;
import io.infer4j.rally.RallyOptions;
import io.infer4j.rally.RallySpotter;
import io.infer4j.rally.evaluation.RallyEvaluation;
import io.infer4j.rally.evaluation.RallyScores;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * A child of {@link RallyReport}: spots the events of all test videos with one variant, once to
 * warm up and once for the figures, which it prints.
 */
final class RallyPass {
  private final RallySpotter spotter;
  private final List<RallyVideos.Video> videos;
  private final List<RallyScores> scores = new ArrayList<>();
  private final StringJoiner clips = new StringJoiner(",");
  private long frames;
  private long decoding;
  private final long nanos;

  private RallyPass(RallySpotter spotter, List<RallyVideos.Video> videos) {
    this.spotter = spotter;
    this.videos = videos;
    long start = System.nanoTime();
    for (RallyVideos.Video video : videos) {
      spot(video);
    }
    nanos = System.nanoTime() - start;
  }

  /**
   * Prints what {@link RallyFigures} reads.
   *
   * @param args the variant, the number of threads, the folder that the scores go to
   */
  public static void main(String[] args) throws IOException {
    List<RallyVideos.Video> videos = RallyVideos.read();
    RallyOptions options =
        RallyOptions.defaults()
            .withVariant(args[0])
            .withLoad(LoadOptions.defaults().withThreads(Integer.parseInt(args[1])));
    try (RallySpotter spotter = RallySpotter.open(RallySpotter.bundle(), options)) {
      new RallyPass(spotter, videos);
      RallyPass pass = new RallyPass(spotter, videos);
      System.out.println("peak=" + peakMemory());
      pass.print();
      pass.save(Path.of(args[2]));
    }
    System.exit(0); // libtorch's threads
  }

  private void spot(RallyVideos.Video video) {
    RallyScores kept = new RallyScores(spotter.labels().size());
    try (TimedFrames source = new TimedFrames(video.file())) {
      Handedness hands = video.truth().hands();
      frames += spotter.spot(source, hands, new Recorder(kept)).frames();
      decoding += source.nanos();
    }
    scores.add(kept);
  }

  private void print() {
    RallyEvaluation evaluation = new RallyEvaluation(spotter.labels());
    for (int i = 0; i < videos.size(); i++) {
      evaluation.add(videos.get(i).truth(), scores.get(i));
    }
    System.out.println(
        "engine=" + spotter.model().engine().name() + " " + spotter.model().engine().version());
    System.out.println("frames=" + frames);
    System.out.println("nanos=" + nanos);
    System.out.println("decoding=" + decoding);
    System.out.println("clips=" + clips);
    System.out.println("f1=" + evaluation.events().f1());
    System.out.println("strict=" + evaluation.strictEvents().f1());
    System.out.println("map=" + evaluation.meanAveragePrecision());
  }

  private void save(Path folder) {
    int labels = spotter.labels().size();
    FloatBuffer event = FloatBuffer.allocate((int) frames);
    FloatBuffer fine = FloatBuffer.allocate((int) frames * labels);
    for (RallyScores each : scores) {
      event.put(each.eventScores());
      fine.put(each.fineScores());
    }
    Npy.write(folder.resolve("coarse.npy"), Tensor.of(event.array(), frames));
    Npy.write(folder.resolve("fine.npy"), Tensor.of(fine.array(), frames, labels));
  }

  /** The most memory that this process ever had, in MiB, as Linux tells it; else NaN. */
  static double peakMemory() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmHWM:")) {
          return Integer.parseInt(line.replaceAll("\\D", "")) / 1024.0;
        }
      }
    }
    return Double.NaN;
  }

  private final class Recorder implements RallyListener {
    private final RallyScores kept;

    Recorder(RallyScores kept) {
      this.kept = kept;
    }

    @Override
    public void onScores(long frame, double seconds, float event, float[] fine) {
      kept.onScores(frame, seconds, event, fine);
    }

    @Override
    public void onEvent(RallyEvent event) {
      kept.onEvent(event);
    }

    @Override
    public void onClip(long clip, long clipNanos) {
      clips.add(Long.toString(clipNanos));
    }
  }
}
