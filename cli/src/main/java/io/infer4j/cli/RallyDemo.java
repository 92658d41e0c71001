package io.infer4j.cli;

import io.infer4j.InferenceException;
import io.infer4j.Model;
import io.infer4j.rally.DemoVideo;
import io.infer4j.rally.Handedness;
import io.infer4j.rally.RallyListeners;
import io.infer4j.rally.RallyOptions;
import io.infer4j.rally.RallySpotter;
import io.infer4j.rally.RallySummary;
import io.infer4j.rally.evaluation.RallyTruth;
import io.infer4j.rally.output.RallyFigures;
import io.infer4j.rally.output.RallyOutput;
import io.infer4j.rally.output.RallyRun;
import io.infer4j.rally.video.FrameSource;
import io.infer4j.rally.video.VideoException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/** What {@code demo rally} does. */
final class RallyDemo {
  /** What shells say of a program that Ctrl-C ended. */
  private static final int INTERRUPTED = 130;

  private static final Pattern HANDS = Pattern.compile("(right|left),(right|left)");

  private final DemoRallyCommand command;
  private final PrintWriter out;
  private final PrintWriter err;

  RallyDemo(DemoRallyCommand command, PrintWriter out, PrintWriter err) {
    this.command = command;
    this.out = out;
    this.err = err;
  }

  int run() {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true"); // macOS would show an application
    }
    try {
      if (command.video != null || command.images != null || command.webcam != null) {
        RallyTruth truth = command.truth == null ? null : RallyTruth.read(command.truth);
        try (FrameSource video = source()) {
          return run(video, truth);
        }
      }
      try (DemoVideo demo = DemoVideo.open();
          FrameSource video = FrameSource.video(demo.file())) {
        return run(video, command.truth == null ? demo.truth() : RallyTruth.read(command.truth));
      }
    } catch (VideoException e) {
      throw new InferenceException(String.valueOf(e.getMessage()), e);
    }
  }

  private FrameSource source() {
    if (command.webcam != null) {
      return FrameSource.camera(command.webcam);
    }
    if (command.images != null) {
      try {
        return FrameSource.images(command.images, command.framesPerSecond);
      } catch (IllegalArgumentException e) {
        throw new WrongUseException(e);
      }
    }
    return FrameSource.video(command.video == null ? Path.of("") : command.video);
  }

  private int run(FrameSource video, @Nullable RallyTruth truth) {
    Handedness hands = hands(truth);
    try (RallySpotter spotter = open()) {
      RallyRun run = describe(spotter, video, hands);
      try (RallyOutput output = RallyOutput.into(command.outputDir, run, command.scores, truth)) {
        Interrupts.first(spotter::stop);
        if (!command.standard.isJson()) {
          out.println(heading(run));
          out.println();
          out.flush();
        }
        Progress progress = new Progress(err, video.expectedFrames());
        RallyRows rows = new RallyRows(command.standard.isJson() ? null : out, progress);
        RallySummary summary =
            spotter.spot(output.watch(video), hands, RallyListeners.of(output, rows));
        progress.clear();
        if (summary.frames() == 0 && !summary.stopped()) {
          throw new InferenceException(
              summary.damage().map(Throwable::getMessage).orElse("no frames in " + video.name()));
        }
        show(output, output.finish(summary));
        return exitCode(summary);
      }
    }
  }

  private RallySpotter open() {
    try {
      RallyOptions options = RallyOptions.defaults().withLoad(command.loading.toOptions());
      return RallySpotter.open(
          RallySpotter.bundle(),
          command.variant == null ? options : options.withVariant(command.variant));
    } catch (IllegalArgumentException e) {
      throw new WrongUseException(e);
    }
  }

  private Handedness hands(@Nullable RallyTruth truth) {
    if (command.hands == null) {
      return truth == null ? Handedness.RIGHT : truth.hands();
    }
    Matcher matcher = HANDS.matcher(command.hands);
    if (!matcher.matches()) {
      throw new WrongUseException(
          "--hand takes right or left for each player, such as right,left; got '"
              + command.hands
              + "'");
    }
    return new Handedness(matcher.group(1).equals("left"), matcher.group(2).equals("left"));
  }

  private RallyRun describe(RallySpotter spotter, FrameSource video, Handedness hands) {
    Model model = spotter.model();
    return new RallyRun(
        name(video),
        video.framesPerSecond(),
        model.engine().name(),
        model.engine().version(),
        model.variant().orElse("unknown"),
        command.loading.threads(),
        hands.nearLeft() ? "left" : "right",
        hands.farLeft() ? "left" : "right",
        spotter.labels());
  }

  /** Without the folder, which for the video that comes with it is one for temporary files. */
  private String name(FrameSource video) {
    return command.webcam != null
        ? video.name()
        : String.valueOf(Path.of(video.name()).getFileName());
  }

  private static String heading(RallyRun run) {
    return Visible.of(
        Figures.format(
            "%s by %s %s, variant %s; near player %s-handed, far player %s-handed",
            run.video(),
            run.engine(),
            run.engineVersion(),
            run.variant(),
            run.nearHand(),
            run.farHand()));
  }

  private void show(RallyOutput output, RallyFigures figures) {
    if (command.standard.isJson()) {
      try {
        out.print(Files.readString(command.outputDir.resolve("events.json")));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read events.json again: " + e, e);
      }
    } else {
      RallyRows.summary(out, figures, output.files());
    }
    out.flush();
  }

  private int exitCode(RallySummary summary) {
    if (summary.damage().isPresent()) {
      err.println(
          "infer4j: "
              + Visible.of(String.valueOf(summary.damage().get().getMessage()))
              + "; the events are those of what could be decoded");
      return ExitCode.SOFTWARE;
    }
    return summary.stopped() && command.webcam == null ? INTERRUPTED : ExitCode.OK;
  }
}
