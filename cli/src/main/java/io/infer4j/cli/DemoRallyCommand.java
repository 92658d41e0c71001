package io.infer4j.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Names no class of the rally: the other commands start without them. */
@Command(
    name = "rally",
    sortOptions = false,
    description = {
      "Spots the events of a tennis rally in a video: hits and bounces, frame by frame.",
      "",
      "Prints each event as it is found, and writes a page to look at, a contact sheet, and the",
      "events as CSV and JSON. Ctrl-C ends it in good order, with all that was found until then.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  infer4j demo rally                          the video that comes with it",
      "  infer4j demo rally my.mp4 --hand right,left --output-dir out",
      "  infer4j demo rally --variant tflite-int8 --threads 2",
      "  infer4j demo rally --webcam /dev/video0",
      "  infer4j demo rally --json | jq '.events[] | {timecode, score}'",
      "",
      "The model was trained on drawn rallies and knows no others.",
      "",
      "JSON keys: (those of events.json)",
      "  run      video, framesPerSecond, engine, engineVersion, variant, threads, nearHand,",
      "           farHand, labels",
      "  events   frame, seconds, timecode, score, attributes [{label, score}]",
      "  figures  frames, events, videoSeconds, width, height, clips, elapsedSeconds,",
      "           millisPerClip, framesPerSecond, stopped, damage (or null), truth (null if it is",
      "           not known, else: events, found, f1, withAllLabels, f1AllLabels)"
    })
final class DemoRallyCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "VIDEO",
      description = "A video file (default: the one that comes with it).")
  @Nullable Path video;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "The images of a folder instead, in the order of their names.")
  @Nullable Path images;

  @Option(
      names = "--fps",
      paramLabel = "N",
      defaultValue = "25",
      description = "How many of these images a second has (default: ${DEFAULT-VALUE}).")
  double framesPerSecond;

  @Option(
      names = "--webcam",
      paramLabel = "DEVICE",
      description = "A camera instead, such as /dev/video0, until Ctrl-C.")
  @Nullable String webcam;

  @Option(
      names = "--hand",
      paramLabel = "NEAR,FAR",
      description = "The hands of the two players: right or left (default: right,right).")
  @Nullable String hands;

  @Option(
      names = "--truth",
      paramLabel = "FILE.csv",
      description = "The events that there are, to say how many were found.")
  @Nullable Path truth;

  @Option(
      names = "--output-dir",
      paramLabel = "DIR",
      defaultValue = "rally-out",
      description = "Where the files go, replacing what is there (default: ${DEFAULT-VALUE}).")
  Path outputDir = Path.of("rally-out");

  @Option(names = "--scores", description = "Write the scores of every frame, too: scores.csv.")
  boolean scores;

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description = "Run this variant of the model (default: the first that can be run here).")
  @Nullable String variant;

  @Mixin final LoadArguments loading = new LoadArguments();
  @Mixin final StandardOptions standard = new StandardOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  CommandSpec spec;

  @Override
  public Integer call() {
    int sources = (video == null ? 0 : 1) + (images == null ? 0 : 1) + (webcam == null ? 0 : 1);
    if (sources > 1) {
      throw new WrongUseException("VIDEO, --images and --webcam exclude each other");
    }
    return new RallyDemo(this, spec.commandLine().getOut(), spec.commandLine().getErr()).run();
  }
}
