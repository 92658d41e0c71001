package io.infer4j.rally.video;

import io.infer4j.image.Image;
import java.nio.file.Path;

/**
 * The frames of a video, one after the other. For one thread at a time; only {@link #close} may
 * come from any, and waits for the frame that is being decoded.
 *
 * <pre>{@code
 * try (FrameSource video = FrameSource.video(path)) {
 *   while (video.next()) {
 *     preparer.prepare(video.image(), tensor);
 *   }
 * }
 * }</pre>
 *
 * <p>Memory is that of a frame or two, whatever the length: each frame is decoded to where the one
 * before was.
 */
public interface FrameSource extends AutoCloseable {
  /**
   * The first video stream of a file in whatever container and codec this FFmpeg decodes; sound is
   * ignored. Frames are turned upright as the file says, in quarter turns; pixels are taken to be
   * square.
   *
   * <p>Where a part of the file cannot be read or decoded, the frames that can be are given, and
   * the {@link #next} that has no more throws. Where a container does not tell how long it is, as
   * an MPEG transport stream, a file that is cut between two frames is as good as a whole one.
   *
   * @throws VideoException if there is no such file, it is no video, has no video stream, or this
   *     FFmpeg cannot decode it
   */
  static FrameSource video(Path file) {
    return VideoFrames.file(file);
  }

  /**
   * A camera, which has no end: its time stamps count from its first frame.
   *
   * @param device as the system names it: on Linux {@code /dev/video0}, on macOS {@code 0}, on
   *     Windows {@code video=} and the camera's name
   * @throws VideoException if there is no such camera or it cannot be opened
   */
  static FrameSource camera(String device) {
    return VideoFrames.camera(device);
  }

  /**
   * The images of a folder as the frames of a video: files that end in jpg, jpeg, png, bmp or webp,
   * ordered by name, numbers in names by their value ({@code 9.png} before {@code 10.png}). An
   * image that cannot be decoded ends the video: the {@link #next} that comes to it throws.
   *
   * @param framesPerSecond what the time stamps are computed from
   * @throws VideoException if there is no such folder
   * @throws IllegalArgumentException if {@code framesPerSecond} is not above 0 and finite
   */
  static FrameSource images(Path folder, double framesPerSecond) {
    return new ImageFrames(folder, framesPerSecond);
  }

  /**
   * Goes to the next frame.
   *
   * @return whether there is one; false at the end
   * @throws VideoException if there is none because the video is damaged, or if parts of it had to
   *     be passed over; thrown once, in place of the end. The frames that came before are good.
   * @throws IllegalStateException if this is closed
   */
  boolean next();

  /**
   * The pixels of the current frame. Valid until {@link #next}: the memory is used again. The same
   * object for every frame of one size.
   *
   * @throws IllegalStateException if there is no current frame
   */
  Image image();

  /**
   * When the current frame is shown, in seconds from the beginning of the video: the container's
   * time stamp, also where the frame rate varies.
   *
   * @throws IllegalStateException if there is no current frame
   */
  double seconds();

  /** How many frames there will be, for a progress bar: an estimate, or -1 if nothing tells. */
  long expectedFrames();

  /** The frame rate that the source states, on the whole; 0 if it states none. */
  double framesPerSecond();

  /** The file, folder or camera, for messages. */
  String name();

  /** Closes it; twice is nothing. */
  @Override
  void close();
}
