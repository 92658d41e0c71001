package io.infer4j.rally.video;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/** Opens what FFmpeg reads from. */
final class Input {
  private Input() {}

  /** A file. What it may name is not fetched from the network: a playlist reaches files only. */
  static AVFormatContext file(String name, Path file) {
    FFmpeg.load();
    AVDictionary options = new AVDictionary(null);
    avutil.av_dict_set(options, "protocol_whitelist", "file", 0);
    // A name is a name, also with a % in it.
    avutil.av_dict_set(options, "pattern_type", "none", 0);
    // The scheme, for names with a colon.
    return open(name, "file:" + file.toAbsolutePath(), null, options);
  }

  static AVFormatContext camera(String name, String device) {
    FFmpeg.load();
    registerDevices(name);
    String api = api(System.getProperty("os.name", ""));
    AVInputFormat format = avformat.av_find_input_format(api);
    if (format == null) {
      throw new VideoException(name + ": this build of FFmpeg has no input device " + api);
    }
    return open(name, device, format, new AVDictionary(null));
  }

  /** Apart from the rest of FFmpeg, as this library needs others that a server may lack. */
  private static void registerDevices(String name) {
    try {
      Loader.load(avdevice.class);
      avdevice.avdevice_register_all();
    } catch (LinkageError e) {
      throw new VideoException(
          name
              + " cannot be opened: FFmpeg's library for devices does not load here ("
              + e
              + "); on Linux it needs PulseAudio's libpulse.so.0, in Debian the package libpulse0",
          e);
    }
  }

  private static String api(String system) {
    String lower = system.toLowerCase(Locale.ROOT);
    return lower.startsWith("mac") ? "avfoundation" : lower.startsWith("win") ? "dshow" : "v4l2";
  }

  private static AVFormatContext open(
      String name, String url, @Nullable AVInputFormat format, AVDictionary options) {
    AVFormatContext context = new AVFormatContext(null);
    FFmpegLog.take();
    try (BytePointer bytes = new BytePointer(url, StandardCharsets.UTF_8)) {
      int code = avformat.avformat_open_input(context, bytes, format, options);
      if (code < 0) {
        throw FFmpeg.failure(name, "cannot be opened", code);
      }
    } finally {
      avutil.av_dict_free(options);
    }
    return context;
  }
}
