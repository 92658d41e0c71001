package io.infer4j;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** Recognises a flatbuffer by its file identifier, four characters at offset 4. */
final class FlatbufferHeader implements Predicate<byte[]> {
  private final String identifier;

  FlatbufferHeader(String identifier) {
    this.identifier = identifier;
  }

  @Override
  public boolean test(byte[] header) {
    return header.length >= 8
        && new String(header, 4, 4, StandardCharsets.ISO_8859_1).equals(identifier);
  }
}
