package io.infer4j.rally.video;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameRecorder;

/**
 * Records small videos for tests, whose frames are of one grey each: frame i has {@link #grey}(i).
 * Unless said otherwise FFV1 in Matroska, which keeps every bit.
 */
public final class Recording {
  private String format = "matroska";
  private int codec = avcodec.AV_CODEC_ID_FFV1;
  private int pixels = avutil.AV_PIX_FMT_BGR0;
  private int width = 64;
  private int height = 48;
  private double rotation;
  private boolean sound;
  private boolean fastStart;
  private int keyFrames = 12;

  public Recording() {}

  /** The level of all pixels of a frame. */
  public static int grey(long frame) {
    return (int) (20 + frame * 8 % 200);
  }

  public Recording as(String newFormat, int newCodec) {
    format = newFormat;
    codec = newCodec;
    pixels =
        newCodec == avcodec.AV_CODEC_ID_MJPEG
            ? avutil.AV_PIX_FMT_YUVJ420P
            : avutil.AV_PIX_FMT_YUV420P;
    return this;
  }

  /** MPEG-4 in MP4, with the index at the beginning, so that a file that is cut can be opened. */
  public Recording mp4() {
    fastStart = true;
    return as("mp4", avcodec.AV_CODEC_ID_MPEG4);
  }

  public Recording size(int newWidth, int newHeight) {
    width = newWidth;
    height = newHeight;
    return this;
  }

  public Recording rotated(double degrees) {
    rotation = degrees;
    return this;
  }

  public Recording withSound() {
    sound = true;
    return this;
  }

  /** Records that many frames at 25 a second. */
  public Path to(Path file, int frames) {
    double[] times = new double[frames];
    for (int i = 0; i < frames; i++) {
      times[i] = i / 25.0;
    }
    return to(file, times);
  }

  /** Records frames of these time stamps. */
  public Path to(Path file, double[] seconds) {
    FFmpeg.load();
    try (FFmpegFrameRecorder recorder =
            new FFmpegFrameRecorder(file.toFile(), width, height, sound ? 1 : 0);
        Frame frame = new Frame(width, height, Frame.DEPTH_UBYTE, 3)) {
      recorder.setFormat(format);
      recorder.setVideoCodec(codec);
      recorder.setPixelFormat(pixels);
      recorder.setFrameRate(25);
      recorder.setGopSize(keyFrames);
      recorder.setVideoBitrate(400_000);
      if (rotation != 0) {
        recorder.setDisplayRotation(rotation);
      }
      if (sound) {
        recorder.setAudioCodec(avcodec.AV_CODEC_ID_AAC);
        recorder.setSampleRate(44_100);
      }
      if (fastStart) {
        recorder.setOption("movflags", "faststart");
      }
      recorder.start();
      for (int i = 0; i < seconds.length; i++) {
        paint(frame, grey(i));
        recorder.setTimestamp(Math.round(seconds[i] * 1e6));
        recorder.record(frame);
        if (sound) {
          recorder.recordSamples(44_100, 1, ShortBuffer.allocate(1764));
        }
      }
      recorder.stop();
    } catch (FrameRecorder.Exception e) {
      throw new IllegalStateException(e);
    }
    return file;
  }

  /** Records sound alone. */
  public static Path sound(Path file) {
    FFmpeg.load();
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), 0, 0, 1)) {
      recorder.setFormat("mp4");
      recorder.setAudioCodec(avcodec.AV_CODEC_ID_AAC);
      recorder.setSampleRate(44_100);
      recorder.start();
      for (int i = 0; i < 10; i++) {
        recorder.recordSamples(44_100, 1, ShortBuffer.allocate(1764));
      }
      recorder.stop();
    } catch (FrameRecorder.Exception e) {
      throw new IllegalStateException(e);
    }
    return file;
  }

  private static void paint(Frame frame, int level) {
    ByteBuffer bytes = (ByteBuffer) frame.image[0];
    for (int i = 0; i < bytes.capacity(); i++) {
      bytes.put(i, (byte) level);
    }
  }

  /** Cuts a file: what is left is that part of it. */
  public static Path cut(Path file, double part) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return Files.write(file, java.util.Arrays.copyOf(bytes, (int) (bytes.length * part)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
