package io.infer4j.benchmarks;

import io.infer4j.rally.evaluation.RallyTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The videos that no model of the rally was trained on. */
final class RallyVideos {
  private static final Path FOLDER = Path.of("rally/src/test/resources/io/infer4j/rally/test");

  /** A video and what happens in it. */
  record Video(Path file, RallyTruth truth) {}

  private RallyVideos() {}

  /** All of them; from the root of the repository. */
  static List<Video> read() throws IOException {
    List<Video> videos = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".mp4")).sorted().toList()) {
        String truth = file.getFileName().toString().replace(".mp4", ".csv");
        videos.add(new Video(file, RallyTruth.read(file.resolveSibling(truth))));
      }
    }
    if (videos.isEmpty()) {
      throw new IllegalStateException("expected .mp4 files in " + FOLDER.toAbsolutePath());
    }
    return videos;
  }
}
