package io.infer4j.rally;

import io.infer4j.Model;
import io.infer4j.bundle.ModelBundle;
import io.infer4j.rally.video.FrameSource;
import io.infer4j.rally.video.VideoException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Spots the events of a rally: frames in, through the model in overlapping clips, events out.
 *
 * <pre>{@code
 * try (RallySpotter spotter = RallySpotter.open();
 *     FrameSource video = FrameSource.video(Path.of("rally.mp4"))) {
 *   RallySummary summary = spotter.spot(video, Handedness.RIGHT, listener);
 *   summary.damage().ifPresent(damage -> System.err.println(damage.getMessage()));
 * }
 * }</pre>
 *
 * <p>The model runs on whichever backend is on the class path. Clips are F3Set's: 96 frames that
 * overlap by 48, the first begins 5 before the video, zeros beyond either end; scores are the mean
 * of the clips that a frame is in. An event is a frame whose background score is the least within 2
 * frames and whose event score is above the threshold.
 *
 * <p>Each frame is decoded and prepared once, and memory does not grow with the video's length. For
 * one thread at a time, one video after the other; only {@link #stop} may come from any.
 */
public final class RallySpotter implements AutoCloseable {
  private static final String BUNDLE = "model";

  private final RallyModel rally;
  private final RallyOptions options;
  private volatile boolean stopped;

  private RallySpotter(RallyModel rally, RallyOptions options) {
    this.rally = rally;
    this.options = options;
  }

  /** The model that ships with this class. */
  public static ModelBundle bundle() {
    return ModelBundle.openResource(RallySpotter.class, BUNDLE);
  }

  /** Opens {@link #bundle()} with {@link RallyOptions#defaults()}. */
  public static RallySpotter open() {
    return open(bundle(), RallyOptions.defaults());
  }

  /**
   * Loads a rally's model.
   *
   * @throws IllegalArgumentException if the bundle has other inputs, outputs or labels, no
   *     preprocessing, or not the variant that the options name
   * @throws io.infer4j.InferenceException if no variant can be loaded, see {@link
   *     ModelBundle#load(io.infer4j.LoadOptions)}
   */
  public static RallySpotter open(ModelBundle bundle, RallyOptions options) {
    Objects.requireNonNull(options, "options");
    return new RallySpotter(RallyModel.load(bundle, options), options);
  }

  /**
   * Spots the events of a video, to its end or to {@link #stop}.
   *
   * <p>Where the video is damaged, what can be decoded is used, and the summary says what was
   * wrong. What the listener throws passes through.
   *
   * @param source from its next frame on; stays the caller's to close
   * @throws io.infer4j.RunFailedException if the runtime fails
   * @throws IllegalStateException if this is closed
   */
  public RallySummary spot(FrameSource source, Handedness hands, RallyListener listener) {
    FloatBuffer hand = rally.hand();
    hand.put(0, hands.nearLeft() ? 1 : 0).put(1, hands.farLeft() ? 1 : 0);
    Spotting spotting = new Spotting(rally, options.threshold(), listener);
    Optional<VideoException> damage = Optional.empty();
    try {
      while (!stopped && source.next()) {
        spotting.push(source.image(), source.seconds());
      }
    } catch (VideoException e) {
      damage = Optional.of(e);
    }
    boolean early = stopped;
    if (!early) {
      spotting.finish();
    }
    return new RallySummary(
        spotting.decoded(), spotting.frames(), spotting.events(), early, damage);
  }

  /**
   * Ends the spotting in progress before its next frame, and all later ones at once. The listener
   * has then been told what is final: scores and events that the rest of the video could not
   * change. From any thread, such as a shutdown hook's; twice is nothing.
   */
  public void stop() {
    stopped = true;
  }

  /** The model's fine labels, in the order of the scores that a {@link RallyListener} gets. */
  public List<String> labels() {
    return rally.labels();
  }

  /** The model: its engine, variant and placement. Closed with this. */
  public Model model() {
    return rally.model();
  }

  /** Closes the model; twice is nothing. */
  @Override
  public void close() {
    rally.close();
  }
}
