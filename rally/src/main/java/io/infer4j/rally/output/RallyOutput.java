package io.infer4j.rally.output;

import io.infer4j.rally.RallyEvent;
import io.infer4j.rally.RallyListener;
import io.infer4j.rally.RallySummary;
import io.infer4j.rally.evaluation.RallyScores;
import io.infer4j.rally.evaluation.RallyTruth;
import io.infer4j.rally.video.FrameSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder that shows a run: {@code events.csv}, {@code events.json} and on demand {@code
 * scores.csv}, which are written as the events come and are whole whenever it stops; then {@code
 * sheet.png} with a picture of each event and {@code index.html}, which shows all of it.
 *
 * <pre>{@code
 * try (RallyOutput output = RallyOutput.into(folder, run, false, null)) {
 *   RallySummary summary = spotter.spot(output.watch(video), hands, output);
 *   RallyFigures figures = output.finish(summary);
 * }
 * }</pre>
 *
 * <p>Memory is bounded whatever the video's length: curves hold the greatest scores of a limited
 * number of stretches, and only the first {@value #MOST_PICTURES} events have pictures, only the
 * first {@value #MOST_LISTED} are on the page, both saying so; the files of events have all. Where
 * the truth is known, the scores of all frames are kept, too.
 *
 * <p>For the thread that spots.
 */
public final class RallyOutput implements RallyListener, AutoCloseable {
  static final int MOST_PICTURES = 60;
  static final int MOST_LISTED = 2000;

  private final Path folder;
  private final RallyRun run;
  private final EventsCsv csv;
  private final EventsJson json;
  private final @Nullable ScoresCsv scores;
  private final ScoreCurves curves;
  private final @Nullable RallyTruth truth;
  private final @Nullable RallyScores judged;
  private final List<FoundEvent> found = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();
  private @Nullable WatchedFrames frames;
  private final long began = System.nanoTime();
  private long scored;
  private long events;
  private long clips;
  private long modelNanos;

  private RallyOutput(Path folder, RallyRun run, boolean withScores, @Nullable RallyTruth truth) {
    this.folder = folder;
    this.run = run;
    this.truth = truth;
    judged = truth == null ? null : new RallyScores(run.labels().size());
    csv = new EventsCsv(file("events.csv"));
    json = new EventsJson(file("events.json"), run);
    scores = withScores ? new ScoresCsv(file("scores.csv"), run.labels()) : null;
    curves = new ScoreCurves(run.labels().size());
  }

  /**
   * Begins the files, replacing those of an earlier run.
   *
   * @param folder is made if it is not there
   * @param withScores whether to write {@code scores.csv} too, a line a frame
   * @param truth the events that there are, to say how many were found; null where they are not
   *     known
   * @throws IllegalArgumentException if the folder is a file
   * @throws UncheckedIOException if it cannot be made or written
   */
  public static RallyOutput into(
      Path folder, RallyRun run, boolean withScores, @Nullable RallyTruth truth) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IllegalArgumentException("the output folder " + folder + " is a file");
    }
    try {
      Files.createDirectories(folder);
      for (String name : List.of("scores.csv", "sheet.png", "index.html")) {
        Files.deleteIfExists(folder.resolve(name));
      }
    } catch (IOException e) {
      throw TextFile.failure(folder, e);
    }
    return new RallyOutput(folder, run, withScores, truth);
  }

  private Path file(String name) {
    Path file = folder.resolve(name);
    files.add(file);
    return file;
  }

  /** The same frames, of which the pictures are taken; closing it closes the source. */
  public FrameSource watch(FrameSource source) {
    WatchedFrames watched = new WatchedFrames(source);
    frames = watched;
    return watched;
  }

  @Override
  public void onScores(long frame, double seconds, float event, float[] fine) {
    scored = frame + 1;
    curves.onScores(frame, seconds, event, fine);
    if (scores != null) {
      scores.onScores(frame, seconds, event, fine);
    }
    if (judged != null) {
      judged.onScores(frame, seconds, event, fine);
    }
  }

  @Override
  public void onEvent(RallyEvent event) {
    events++;
    csv.onEvent(event);
    json.onEvent(event);
    if (judged != null) {
      judged.onEvent(event);
    }
    if (found.size() < MOST_LISTED) {
      found.add(new FoundEvent(event, picture(event.frame())));
    }
  }

  private @Nullable BufferedImage picture(long frame) {
    WatchedFrames watched = frames;
    return watched != null && found.size() < MOST_PICTURES ? watched.picture(frame) : null;
  }

  @Override
  public void onClip(long clip, long nanos) {
    clips = clip + 1;
    modelNanos += nanos;
  }

  /**
   * Writes what remains: the figures into {@code events.json}, the sheet, the page.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public RallyFigures finish(RallySummary summary) {
    RallyFigures figures = figures(summary);
    json.finish(figures);
    close();
    Report report = new Report(run, figures, Collections.unmodifiableList(found));
    Path at = folder;
    try {
      at = file("sheet.png");
      report.sheet(at);
      at = file("index.html");
      report.page(at, curves, truth);
    } catch (IOException e) {
      throw TextFile.failure(at, e);
    }
    return figures;
  }

  private RallyFigures figures(RallySummary summary) {
    WatchedFrames watched = frames;
    double elapsed = (System.nanoTime() - began) / 1e9;
    return new RallyFigures(
        scored,
        events,
        curves.lastSeconds(),
        watched == null ? 0 : watched.width(),
        watched == null ? 0 : watched.height(),
        clips,
        elapsed,
        clips == 0 ? 0 : modelNanos / 1e6 / clips,
        elapsed == 0 ? 0 : scored / elapsed,
        summary.stopped(),
        summary.damage().map(Throwable::getMessage).orElse(null),
        truth == null || judged == null
            ? null
            : RallyVerdict.of(upTo(scored, truth), judged, run.labels()));
  }

  private static RallyTruth upTo(long frames, RallyTruth truth) {
    return new RallyTruth(
        truth.hands(), truth.events().stream().filter(event -> event.frame() < frames).toList());
  }

  /** What has been written so far, in order. */
  public List<Path> files() {
    return List.copyOf(files);
  }

  /** Leaves whole files, also without {@link #finish}; twice is nothing. */
  @Override
  public void close() {
    csv.close();
    json.close();
    if (scores != null) {
      scores.close();
    }
  }
}
