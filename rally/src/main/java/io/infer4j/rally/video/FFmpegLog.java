package io.infer4j.rally.video;

import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what FFmpeg would print to the terminal: errors are kept for the exception that follows,
 * and logged at debug level. There is one log for the whole process.
 */
final class FFmpegLog extends LogCallback {
  private static final Logger LOG = LoggerFactory.getLogger(FFmpegLog.class);

  /** The last error on each thread, until it is taken. Decoding starts no threads of its own. */
  private static final ThreadLocal<String> LAST = ThreadLocal.withInitial(() -> "");

  /** Held for as long as native code may call it. */
  private static final FFmpegLog INSTANCE = new FFmpegLog();

  private static boolean installed;

  private FFmpegLog() {}

  static synchronized void install() {
    if (!installed) {
      avutil.av_log_set_level(avutil.AV_LOG_ERROR);
      avutil.setLogCallback(INSTANCE);
      installed = true;
    }
  }

  /** The last error of this thread since it was asked for, or nothing. */
  static String take() {
    String last = LAST.get();
    LAST.remove();
    return last;
  }

  @Override
  public void call(int level, BytePointer line) {
    // "[mov,mp4 @ 0x55d0c0] moov atom not found": where it lies in memory tells a user nothing.
    String text = line.getString().replaceAll(" @ 0x[0-9a-f]+", "").trim();
    if (!text.isEmpty()) {
      LAST.set(text);
      LOG.debug(text);
    }
  }
}
