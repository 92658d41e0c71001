package io.infer4j.rally;

import io.infer4j.rally.evaluation.RallyTruth;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The video that ships with this class, and what really happens in it, as files of their own for as
 * long as this is open: FFmpeg reads no class path.
 */
public final class DemoVideo implements AutoCloseable {
  private static final String VIDEO = "rally.mp4";
  private static final String TRUTH = "rally.csv";

  private final Path folder;

  private DemoVideo(Path folder) {
    this.folder = folder;
  }

  /**
   * Unpacks it to the folder for temporary files.
   *
   * @throws UncheckedIOException if that fails
   */
  public static DemoVideo open() {
    try {
      DemoVideo video = new DemoVideo(Files.createTempDirectory("infer4j-rally"));
      try {
        video.unpack(VIDEO);
        video.unpack(TRUTH);
      } catch (IOException | RuntimeException e) {
        video.close();
        throw e;
      }
      return video;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack " + VIDEO + ": " + e, e);
    }
  }

  private void unpack(String name) throws IOException {
    try (InputStream in = DemoVideo.class.getResourceAsStream(name)) {
      Files.copy(Objects.requireNonNull(in, name), folder.resolve(name));
    }
  }

  /** The video's file. */
  public Path file() {
    return folder.resolve(VIDEO);
  }

  /** Its events, and the players' hands. */
  public RallyTruth truth() {
    return RallyTruth.read(folder.resolve(TRUTH));
  }

  /** Deletes the files; twice is nothing. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(folder.resolve(VIDEO));
      Files.deleteIfExists(folder.resolve(TRUTH));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder + ": " + e, e);
    }
  }
}
