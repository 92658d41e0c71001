package io.infer4j.tflite.desktop;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Native memory at an address. */
final class Memory {
  private Memory() {}

  /** A pointer to it. */
  static BytePointer at(long address) {
    return new BytePointer(new Address(address));
  }

  private static final class Address extends Pointer {
    Address(long address) {
      this.address = address;
    }
  }
}
