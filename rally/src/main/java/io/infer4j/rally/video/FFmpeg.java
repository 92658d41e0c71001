package io.infer4j.rally.video;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.infer4j.spi.support.JavaCppLibraries;
import java.io.File;
import java.io.IOException;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;

/** FFmpeg's libraries, and its error codes in words. */
final class FFmpeg {
  private static boolean loaded;

  private FFmpeg() {}

  /**
   * Loads the libraries, once, from a folder where they have been checked.
   *
   * @throws VideoException if there are none for this platform, or no folder for them
   */
  static synchronized void load() {
    if (loaded) {
      return;
    }
    try {
      JavaCppLibraries libraries =
          new JavaCppLibraries("FFmpeg", Loader.class, Loader.getPlatform());
      libraries.add("org/bytedeco/javacpp", "jnijavacpp", "org.bytedeco:javacpp");
      libraries.add("org/bytedeco/ffmpeg", "jniavutil", "org.bytedeco:ffmpeg");
      File folder = libraries.prepare(!Loader.getLoadedLibraries().isEmpty(), Loader::getCacheDir);
      Loader.load(avformat.class);
      Loader.load(swscale.class);
      libraries.started(folder);
      FFmpegLog.install();
      loaded = true;
    } catch (IOException e) {
      throw new VideoException("FFmpeg is not available: " + e.getMessage(), e);
    } catch (LinkageError e) {
      throw new VideoException(
          "FFmpeg is not available: add org.bytedeco:ffmpeg and org.bytedeco:javacpp with the"
              + " classifier "
              + Loader.getPlatform()
              + "; "
              + e,
          e);
    }
  }

  /** Whether there are no more frames or packets. */
  static boolean isEnd(int code) {
    return code == avutil.AVERROR_EOF();
  }

  /** Whether the decoder wants a packet before it gives a frame. */
  static boolean isHungry(int code) {
    return code == avutil.AVERROR_EAGAIN();
  }

  /** What an error code means, after what FFmpeg logged of it on this thread, if anything. */
  static String reason(int code) {
    byte[] words = new byte[256];
    avutil.av_strerror(code, words, words.length);
    int length = 0;
    while (length < words.length && words[length] != 0) {
      length++;
    }
    String meaning = new String(words, 0, length, UTF_8);
    String logged = FFmpegLog.take();
    return logged.isEmpty() ? meaning : logged + " (" + meaning + ")";
  }

  static VideoException failure(String name, String what, int code) {
    return new VideoException(name + ": " + what + ": " + reason(code));
  }
}
