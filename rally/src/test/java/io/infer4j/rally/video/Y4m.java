package io.infer4j.rally.video;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes raw video of any size, one colour a frame, in YUV 4:2:0 of limited range. */
public final class Y4m {
  private Y4m() {}

  /** Frames of those colours, each Y, U, V, at 25 a second. */
  public static Path write(Path file, int width, int height, int[]... colours) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ascii(out, "YUV4MPEG2 W" + width + " H" + height + " F25:1 Ip C420\n");
    int chroma = (width + 1) / 2 * ((height + 1) / 2);
    for (int[] colour : colours) {
      ascii(out, "FRAME\n");
      fill(out, colour[0], width * height);
      fill(out, colour[1], chroma);
      fill(out, colour[2], chroma);
    }
    try {
      return Files.write(file, out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void ascii(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void fill(ByteArrayOutputStream out, int value, int count) {
    for (int i = 0; i < count; i++) {
      out.write(value);
    }
  }
}
