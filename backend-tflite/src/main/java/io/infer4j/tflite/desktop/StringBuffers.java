package io.infer4j.tflite.desktop;

import io.infer4j.InvalidInputException;
import io.infer4j.RunFailedException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Strings as TensorFlow Lite keeps them in a tensor's memory: the number of strings, where each
 * begins and where the last ends, all 32-bit integers; then their bytes, which we take for UTF-8.
 */
final class StringBuffers {
  private StringBuffers() {}

  /**
   * The strings in that form.
   *
   * @param input its name, for the message where one is null
   */
  static ByteBuffer encode(String input, List<String> strings) {
    byte[][] encoded = new byte[strings.size()][];
    long header = 4L * (encoded.length + 2);
    long size = header;
    for (int i = 0; i < encoded.length; i++) {
      @Nullable String text = strings.get(i);
      if (text == null) {
        throw new InvalidInputException(input, "strings", "a null");
      }
      encoded[i] = text.getBytes(StandardCharsets.UTF_8);
      size += encoded[i].length;
    }
    if (size > Integer.MAX_VALUE) {
      throw new InvalidInputException(input, "strings of less than 2 GB", size + " bytes");
    }
    ByteBuffer data = ByteBuffer.allocateDirect((int) size).order(ByteOrder.nativeOrder());
    data.putInt(encoded.length);
    int offset = (int) header;
    for (byte[] text : encoded) {
      data.putInt(offset);
      offset += text.length;
    }
    data.putInt(offset);
    for (byte[] text : encoded) {
      data.put(text);
    }
    ((Buffer) data).rewind();
    return data;
  }

  /** How many strings there are. */
  static int count(ByteBuffer data) {
    return data.capacity() < 4 ? 0 : data.getInt(0);
  }

  /**
   * Reads strings, as many as the target has room for.
   *
   * @throws RunFailedException if there are fewer, or they are damaged
   */
  static void decode(ByteBuffer data, List<String> target) {
    for (int i = 0; i < target.size(); i++) {
      boolean told = 4L * (i + 3) <= data.capacity();
      int from = told ? data.getInt(4 * (i + 1)) : -1;
      int to = told ? data.getInt(4 * (i + 2)) : -1;
      if (from < 0 || to < from || to > data.capacity()) {
        throw new RunFailedException(
            "TensorFlow Lite gave damaged strings: string " + i + " is from " + from + " to " + to);
      }
      byte[] text = new byte[to - from];
      ByteBuffer part = data.duplicate();
      ((Buffer) part).position(from);
      part.get(text);
      target.set(i, new String(text, StandardCharsets.UTF_8));
    }
  }
}
