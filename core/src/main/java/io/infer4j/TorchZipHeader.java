package io.infer4j;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * Recognises a zip whose first entry lies where PyTorch's writer puts it, and has the padding in
 * its extra field that this writer gives each entry ({@code FB}, filled with {@code Z}) or is a
 * pickle.
 */
final class TorchZipHeader implements Predicate<byte[]> {
  @Override
  public boolean test(byte[] header) {
    if (header.length < 30
        || header[0] != 'P'
        || header[1] != 'K'
        || header[2] != 3
        || header[3] != 4) {
      return false;
    }
    int length = (header[26] & 0xff) | (header[27] & 0xff) << 8;
    int extra = 30 + length;
    length = Math.min(length, header.length - 30);
    String entry = new String(header, 30, length, StandardCharsets.UTF_8);
    boolean padded = extra + 1 < header.length && header[extra] == 'F' && header[extra + 1] == 'B';
    return entry.indexOf('/') > 0 && (padded || entry.endsWith("/data.pkl"));
  }
}
