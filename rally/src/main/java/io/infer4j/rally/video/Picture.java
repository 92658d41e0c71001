package io.infer4j.rally.video;

import io.infer4j.image.Image;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * Turns decoded frames, of whatever pixel format, into RGB in memory that is used again. The memory
 * is Java's, so that an image that somebody kept stays harmless after this is closed.
 */
final class Picture implements AutoCloseable {
  private static final int ALIGNMENT = 64;

  private final SwsContext scaler = swscale.sws_alloc_context();
  private final AVFrame target = avutil.av_frame_alloc();
  private ByteBuffer pixels = ByteBuffer.allocateDirect(0);
  private @Nullable Image upright;
  private @Nullable Turn turn;

  Picture() {
    // As the ffmpeg command converts, whose frames the model was trained on: not FFmpeg's most
    // exact
    // way, levels may be off by 3.
    scaler.flags(swscale.SWS_BICUBIC);
  }

  /** The picture of that frame, turned by quarter turns; the same object while the size stays. */
  Image of(String name, AVFrame frame, int quarterTurns) {
    if (upright == null || frame.width() != target.width() || frame.height() != target.height()) {
      upright = allocate(frame.width(), frame.height());
      turn = null;
    }
    // Colours are only decoded to RGB, not adapted to another screen.
    target.format(avutil.AV_PIX_FMT_RGB24);
    target.colorspace(avutil.AVCOL_SPC_RGB);
    target.color_range(avutil.AVCOL_RANGE_JPEG);
    target.color_primaries(frame.color_primaries());
    target.color_trc(frame.color_trc());
    int code = swscale.sws_scale_frame(scaler, target, frame);
    if (code < 0) {
      throw FFmpeg.failure(name, "a frame cannot be turned to RGB", code);
    }
    if (quarterTurns == 0) {
      return upright;
    }
    if (turn == null || turn.quarters() != quarterTurns) {
      turn = new Turn(quarterTurns, target.width(), target.height());
    }
    return turn.of(pixels, target.linesize(0));
  }

  private Image allocate(int width, int height) {
    int stride = (3 * width + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    pixels = ByteBuffer.allocateDirect(stride * height + 2 * ALIGNMENT).alignedSlice(ALIGNMENT);
    target.width(width).height(height).linesize(0, stride).data(0, new BytePointer(pixels));
    return Image.rgb(pixels, width, height, stride);
  }

  @Override
  public void close() {
    avutil.av_frame_free(target);
    swscale.sws_free_context(scaler);
  }
}
