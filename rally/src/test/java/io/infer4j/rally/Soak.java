package io.infer4j.rally;

import io.infer4j.LoadOptions;
import io.infer4j.rally.video.FrameSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameRecorder;

/**
 * Encodes a long video, spots its events, and shows that memory stays flat: resident memory is read
 * every minute of video, and must not grow by more than {@link #ALLOWED_MEGABYTES} from the tenth
 * part of the video on. Linux, which tells it in {@code /proc/self/status}. {@code rally/soak} runs
 * it.
 */
public final class Soak {
  private static final int FRAMES_A_MINUTE = 25 * 60;
  private static final double ALLOWED_MEGABYTES = 16;
  private static final int WIDTH = 228;
  private static final int HEIGHT = 128;
  private static final int BALL = 7;

  private Soak() {}

  /** Arguments: minutes of video, variant of the bundle. */
  public static void main(String[] arguments) throws IOException {
    int minutes = Integer.parseInt(arguments[0]);
    Path file = Files.createTempFile("rally-soak", ".mp4");
    boolean flat;
    try {
      long began = System.nanoTime();
      encode(file, minutes * FRAMES_A_MINUTE);
      System.out.printf(
          Locale.ROOT,
          "encoded %d minutes of %dx%d, %.1f MB, in %.0f s%n",
          minutes,
          WIDTH,
          HEIGHT,
          Files.size(file) / 1e6,
          (System.nanoTime() - began) / 1e9);
      flat = spot(file, arguments[1]);
    } finally {
      Files.delete(file);
    }
    System.exit(flat ? 0 : 1);
  }

  /** A court's green with a ball that moves, so that no two frames in a row are equal. */
  private static void encode(Path file, int frames) {
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), WIDTH, HEIGHT);
        Frame frame = new Frame(WIDTH, HEIGHT, Frame.DEPTH_UBYTE, 3)) {
      recorder.setFormat("mp4");
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_MPEG4);
      recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
      recorder.setFrameRate(25);
      recorder.setGopSize(50);
      recorder.setVideoBitrate(300_000);
      recorder.start();
      paint(frame, 0, 0, WIDTH, HEIGHT, 60, 120, 70);
      for (int i = 0; i < frames; i++) {
        int x = 20 + i * 3 % (WIDTH - 40);
        int y = 20 + Math.abs(i * 2 % (2 * (HEIGHT - 40)) - (HEIGHT - 40));
        paint(frame, x, y, BALL, BALL, 220, 230, 60);
        recorder.record(frame);
        paint(frame, x, y, BALL, BALL, 60, 120, 70);
      }
      recorder.stop();
    } catch (FrameRecorder.Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void paint(
      Frame frame, int left, int top, int width, int height, int red, int green, int blue) {
    ByteBuffer pixels = (ByteBuffer) frame.image[0];
    for (int y = top; y < top + height; y++) {
      for (int x = left; x < left + width; x++) {
        int at = y * frame.imageStride + 3 * x;
        pixels.put(at, (byte) blue).put(at + 1, (byte) green).put(at + 2, (byte) red);
      }
    }
  }

  private static boolean spot(Path file, String variant) {
    RallyOptions options =
        RallyOptions.defaults()
            .withVariant(variant)
            .withLoad(LoadOptions.defaults().withThreads(1));
    Watch watch = new Watch();
    try (RallySpotter spotter = RallySpotter.open(RallySpotter.bundle(), options);
        FrameSource video = FrameSource.video(file)) {
      System.out.println(variant + " on " + spotter.model().engine().name());
      RallySummary summary = spotter.spot(video, Handedness.RIGHT, watch);
      summary.damage().ifPresent(damage -> System.out.println(damage.getMessage()));
      System.out.printf(
          Locale.ROOT,
          "%d frames, %d events, %.0f frames/s%n",
          summary.frames(),
          summary.events(),
          summary.frames() / watch.seconds());
    }
    double growth = watch.growth();
    System.out.printf(
        Locale.ROOT,
        "resident memory grew by %.1f MB after the first tenth; allowed are %.0f%n",
        growth,
        ALLOWED_MEGABYTES);
    return growth <= ALLOWED_MEGABYTES;
  }

  /** Reads the memory once a minute of video. */
  private static final class Watch implements RallyListener {
    private final long began = System.nanoTime();
    private final List<Double> resident = new ArrayList<>();

    @Override
    public void onScores(long frame, double seconds, float event, float[] fine) {
      if (frame % FRAMES_A_MINUTE != FRAMES_A_MINUTE - 1) {
        return;
      }
      resident.add(megabytes("VmRSS:"));
      System.out.printf(
          Locale.ROOT,
          "minute %3d  %5.0f frames/s  resident %7.1f MB%n",
          resident.size(),
          (frame + 1) / seconds(),
          resident.get(resident.size() - 1));
    }

    double seconds() {
      return (System.nanoTime() - began) / 1e9;
    }

    /** How far the largest lies above that of the first tenth. */
    double growth() {
      int tenth = Math.max(1, resident.size() / 10);
      double before = resident.subList(0, tenth).stream().mapToDouble(x -> x).max().orElse(0);
      double after = resident.stream().mapToDouble(x -> x).max().orElse(0);
      return after - before;
    }

    private static double megabytes(String key) {
      try {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
          if (line.startsWith(key)) {
            return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
          }
        }
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      throw new IllegalStateException("expected " + key + " in /proc/self/status");
    }
  }
}
