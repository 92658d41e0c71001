package io.infer4j.rally.video;

import io.infer4j.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The images of a folder, decoded one by one into the same memory. */
final class ImageFrames implements FrameSource {
  private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "bmp", "webp");

  private final String name;
  private final List<Path> files;
  private final double framesPerSecond;
  private final Picture picture;
  private @Nullable Image image;

  /** The number of the current image, -1 before the first. */
  private int current = -1;

  private boolean closed;

  ImageFrames(Path folder, double framesPerSecond) {
    if (!(framesPerSecond > 0 && framesPerSecond < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected a frame rate above 0 and finite, got " + framesPerSecond);
    }
    if (!Files.isDirectory(folder)) {
      throw new VideoException("there is no folder of images " + folder.toAbsolutePath());
    }
    this.name = folder.toString();
    this.framesPerSecond = framesPerSecond;
    try (Stream<Path> entries = Files.list(folder)) {
      this.files =
          entries
              .filter(ImageFrames::isImage)
              .sorted(NaturalOrder.ofNames())
              .collect(Collectors.toList());
    } catch (IOException e) {
      throw new VideoException("the folder " + name + " cannot be read: " + e, e);
    }
    FFmpeg.load();
    this.picture = new Picture();
  }

  private static boolean isImage(Path file) {
    String text = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.contains(text.substring(text.lastIndexOf('.') + 1)) && Files.isRegularFile(file);
  }

  @Override
  public synchronized boolean next() {
    if (closed) {
      throw new IllegalStateException(name + " is closed");
    }
    image = null;
    if (current + 1 >= files.size()) {
      return false;
    }
    Path file = files.get(++current);
    try {
      image = decode(file);
    } catch (VideoException e) {
      current = files.size();
      throw e;
    }
    return true;
  }

  private Image decode(Path file) {
    String path = file.toString();
    try (VideoStream stream = VideoStream.open(path, Input.file(path, file))) {
      if (!stream.decode()) {
        stream.checkWhole();
        throw new VideoException(path + ": expected an image, got a file without one");
      }
      Image decoded = picture.of(path, stream.frame(), stream.quarterTurns());
      stream.checkWhole();
      return decoded;
    }
  }

  @Override
  public synchronized Image image() {
    Image decoded = image;
    if (decoded == null) {
      throw noFrame();
    }
    return decoded;
  }

  @Override
  public synchronized double seconds() {
    if (image == null) {
      throw noFrame();
    }
    return current / framesPerSecond;
  }

  private IllegalStateException noFrame() {
    return new IllegalStateException(name + " has no current frame: next() has not given true");
  }

  @Override
  public long expectedFrames() {
    return files.size();
  }

  @Override
  public double framesPerSecond() {
    return framesPerSecond;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      image = null;
      picture.close();
    }
  }
}
