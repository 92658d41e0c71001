package io.infer4j.rally.video;

import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** Reads and decodes the video stream of an input, frame by frame. For one thread at a time. */
final class VideoStream implements AutoCloseable {
  private static final double MICROSECONDS = 1e-6;

  private final String name;
  private final AVFormatContext format;
  private final AVStream stream;
  private final AVCodecContext codec;
  private final AVPacket packet = avcodec.av_packet_alloc();
  private final AVFrame frame = avutil.av_frame_alloc();

  /** The unit of time stamps, in seconds; apart, so that 48 / 25 is 1.92. */
  private final int tickNumerator;

  private final int tickDenominator;
  private final double framesPerSecond;
  private final long expectedFrames;

  /** When the video begins, in seconds; NaN until the first frame tells. */
  private double start;

  private double seconds;
  private boolean draining;
  private long damaged;
  private @Nullable String firstDamage;

  private VideoStream(String name, AVFormatContext format, AVStream stream, AVCodecContext codec) {
    this.name = name;
    this.format = format;
    this.stream = stream;
    this.codec = codec;
    this.tickNumerator = stream.time_base().num();
    this.tickDenominator = stream.time_base().den();
    this.framesPerSecond = value(avformat.av_guess_frame_rate(format, stream, null));
    this.expectedFrames = expectFrames();
    long began = format.start_time();
    this.start = began == avutil.AV_NOPTS_VALUE ? Double.NaN : began * MICROSECONDS;
  }

  /** Takes the input over, also if it throws. */
  static VideoStream open(String name, AVFormatContext format) {
    AVCodecContext codec = null;
    try {
      int code = avformat.avformat_find_stream_info(format, (PointerPointer<?>) null);
      if (code < 0) {
        throw FFmpeg.failure(name, "cannot be read", code);
      }
      AVStream stream = find(name, format);
      codec = decoder(name, stream);
      return new VideoStream(name, format, stream, codec);
    } catch (RuntimeException e) {
      if (codec != null) {
        avcodec.avcodec_free_context(codec);
      }
      avformat.avformat_close_input(format);
      throw e;
    }
  }

  private static AVStream find(String name, AVFormatContext format) {
    int best =
        avformat.av_find_best_stream(
            format, avutil.AVMEDIA_TYPE_VIDEO, -1, -1, (PointerPointer<?>) null, 0);
    // The cover of an album is a stream of one frame.
    if (best < 0
        || (format.streams(best).disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) != 0) {
      StringBuilder streams = new StringBuilder();
      for (int i = 0; i < format.nb_streams(); i++) {
        int type = format.streams(i).codecpar().codec_type();
        String word =
            type == avutil.AVMEDIA_TYPE_VIDEO
                ? "a cover picture"
                : avutil.av_get_media_type_string(type).getString();
        streams.append(i == 0 ? "" : ", ").append(word);
      }
      throw new VideoException(
          name
              + ": expected a video, got a file without a video stream"
              + (streams.length() == 0 ? "" : "; it has " + streams));
    }
    return format.streams(best);
  }

  private static AVCodecContext decoder(String name, AVStream stream) {
    int id = stream.codecpar().codec_id();
    AVCodec decoder = avcodec.avcodec_find_decoder(id);
    if (decoder == null) {
      throw new VideoException(
          name
              + ": this build of FFmpeg cannot decode the codec "
              + avcodec.avcodec_get_name(id).getString()
              + " (tag "
              + tag(stream.codecpar().codec_tag())
              + ")");
    }
    AVCodecContext codec = avcodec.avcodec_alloc_context3(decoder);
    int code = avcodec.avcodec_parameters_to_context(codec, stream.codecpar());
    if (code >= 0) {
      codec.pkt_timebase(stream.time_base());
      // One thread, so that memory stays small and errors are logged on the thread that decodes.
      codec.thread_count(1);
      code = avcodec.avcodec_open2(codec, decoder, (AVDictionary) null);
    }
    if (code < 0) {
      avcodec.avcodec_free_context(codec);
      throw FFmpeg.failure(name, "its decoder cannot be opened", code);
    }
    return codec;
  }

  private static String tag(int code) {
    StringBuilder tag = new StringBuilder();
    for (int rest = code; rest != 0; rest >>>= 8) {
      char c = (char) (rest & 0xff);
      tag.append(c > ' ' && c < 127 ? c : '.');
    }
    return tag.toString();
  }

  private static double value(AVRational rational) {
    return rational.den() == 0 ? 0 : (double) rational.num() / rational.den();
  }

  /** Decodes the next frame; false at the end. */
  boolean decode() {
    for (; ; ) {
      int code = avcodec.avcodec_receive_frame(codec, frame);
      if (code >= 0) {
        arrive();
        return true;
      }
      if (FFmpeg.isEnd(code)) {
        return false;
      }
      if (!FFmpeg.isHungry(code)) {
        damaged(FFmpeg.reason(code));
        if (draining) {
          return false;
        }
      }
      feed();
    }
  }

  /** Gives the decoder the stream's next packet, or says that there are no more. */
  private void feed() {
    int code = avformat.av_read_frame(format, packet);
    if (code < 0) {
      String logged = FFmpegLog.take();
      if (!FFmpeg.isEnd(code)) {
        damaged(FFmpeg.reason(code));
      } else if (!logged.isEmpty()) {
        // Some containers only log that their end is missing.
        damaged(logged);
      } else if (indexEndsBeyondFile()) {
        damaged("the file is shorter than its index says");
      }
      draining = true;
      avcodec.avcodec_send_packet(codec, null);
      return;
    }
    try {
      if ((packet.flags() & avcodec.AV_PKT_FLAG_CORRUPT) != 0) {
        damaged("a packet of data is cut off or damaged");
      }
      if (packet.stream_index() != stream.index()) {
        return;
      }
      code = avcodec.avcodec_send_packet(codec, packet);
      if (code < 0) {
        damaged(FFmpeg.reason(code));
      }
    } finally {
      avcodec.av_packet_unref(packet);
    }
  }

  private boolean indexEndsBeyondFile() {
    int entries = avformat.avformat_index_get_entries_count(stream);
    if (entries == 0 || format.pb() == null) {
      return false;
    }
    AVIndexEntry last = avformat.avformat_index_get_entry(stream, entries - 1);
    long size = avformat.avio_size(format.pb());
    return size >= 0 && last.pos() + last.size() > size;
  }

  private void arrive() {
    if (frame.decode_error_flags() != 0 || (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0) {
      damaged("a frame is decoded with errors");
    }
    long stamp = frame.best_effort_timestamp();
    boolean first = Double.isNaN(start);
    if (stamp != avutil.AV_NOPTS_VALUE) {
      double time = (double) stamp * tickNumerator / tickDenominator;
      start = first ? time : start;
      seconds = time - start;
    } else if (first) {
      start = 0;
    } else {
      seconds +=
          framesPerSecond > 0 ? 1 / framesPerSecond : frame.duration() * value(stream.time_base());
    }
  }

  private void damaged(String reason) {
    damaged++;
    if (firstDamage == null) {
      firstDamage = String.format(Locale.ROOT, "after the frame at %.3f s: %s", seconds, reason);
    }
  }

  /**
   * Says at the end whether everything could be read.
   *
   * @throws VideoException if not
   */
  void checkWhole() {
    if (firstDamage != null) {
      throw new VideoException(
          name
              + " is damaged or cut off"
              + (damaged > 1 ? " in " + damaged + " places, first " : " ")
              + firstDamage);
    }
  }

  /** The current frame, as it was decoded. */
  AVFrame frame() {
    return frame;
  }

  /** How far it is to be turned to be upright. */
  int quarterTurns() {
    return Orientation.quarterTurns(stream.codecpar(), frame);
  }

  double seconds() {
    return seconds;
  }

  double framesPerSecond() {
    return framesPerSecond;
  }

  long expectedFrames() {
    return expectedFrames;
  }

  private long expectFrames() {
    if (stream.nb_frames() > 0) {
      return stream.nb_frames();
    }
    long duration = format.duration();
    return duration > 0 && framesPerSecond > 0
        ? Math.round(duration * MICROSECONDS * framesPerSecond)
        : -1;
  }

  @Override
  public void close() {
    avutil.av_frame_free(frame);
    avcodec.av_packet_free(packet);
    avcodec.avcodec_free_context(codec);
    avformat.avformat_close_input(format);
  }
}
