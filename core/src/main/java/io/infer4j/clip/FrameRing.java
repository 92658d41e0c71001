package io.infer4j.clip;

import io.infer4j.DType;
import io.infer4j.Layout;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.window.Padding;
import io.infer4j.window.Windows;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last frames that were prepared, as many as a window has, and how they are copied to a place
 * of the target. A frame lies in one piece here, whatever the layout: it is written once and, where
 * channels are apart, split as it is copied, a plane at a time.
 */
final class FrameRing {
  private final int size;
  private final boolean repeatEdge;
  private final Tensor padding;
  private final Tensor frames;
  private final Tensor[] slots;

  /** Bytes of a frame, and of a piece of it that is in one piece in the target. */
  private final int frameBytes;

  private final int pieceBytes;
  private final int pieces;

  // Views that are moved about, so that copying allocates nothing.
  private final ByteBuffer ringBytes;
  private final @Nullable FloatBuffer ringFloats;
  private final ByteBuffer paddingBytes;
  private final ByteBuffer target;

  FrameRing(Tensor target, Layout layout, Windows windows) {
    Shape shape = target.shape();
    long[] dims = shape.dims();
    boolean channelsApart = layout.equals(Layout.NCTHW);
    if (!channelsApart && !layout.equals(Layout.NTCHW) && !layout.equals(Layout.NTHWC)) {
      throw new IllegalArgumentException("expected NTCHW, NCTHW or NTHWC, got " + layout);
    }
    if (target.dtype() == DType.STRING
        || target.isReadOnly()
        || dims.length != 5
        || shape.elements() == 0
        || dims[layout.axisOf('T')] != windows.size()) {
      throw new IllegalArgumentException(
          "expected memory to write to in "
              + layout
              + " with T = "
              + windows.size()
              + " and nothing empty, got "
              + (target.isReadOnly() ? "read-only " : "")
              + target.dtype()
              + shape);
    }
    this.size = windows.size();
    this.repeatEdge = windows.padding() == Padding.REPEAT_EDGE;
    long[] frame =
        channelsApart ? new long[] {dims[1], dims[3], dims[4]} : Arrays.copyOfRange(dims, 2, 5);
    this.frames = Tensor.allocate(target.dtype(), size, frame[0], frame[1], frame[2]);
    this.padding = Tensor.allocate(target.dtype(), frame);
    this.slots = new Tensor[size];
    for (int i = 0; i < size; i++) {
      slots[i] = frames.slice(i, i + 1).reshape(frame);
    }
    this.ringBytes = frames.asBytes();
    this.ringFloats = target.dtype() == DType.FLOAT32 ? frames.asFloats() : null;
    this.paddingBytes = padding.asBytes();
    this.target = target.asBytes();
    this.frameBytes = paddingBytes.capacity();
    this.pieces = channelsApart ? (int) frame[0] : 1;
    this.pieceBytes = frameBytes / pieces;
  }

  Tensor padding() {
    return padding;
  }

  Tensor slot(long frame) {
    return slots[index(frame)];
  }

  int index(long frame) {
    return (int) (frame % size);
  }

  /** All of them, [size, ...]. */
  Tensor frames() {
    return frames;
  }

  void put(long frame, float[] values) {
    FloatBuffer floats = ringFloats;
    if (floats != null) {
      ((Buffer) floats).position(index(frame) * values.length);
      floats.put(values);
    }
  }

  void check(float[] frame) {
    if (ringFloats == null || frame.length != padding.elements()) {
      throw new IllegalArgumentException(
          "expected a frame of "
              + padding.dtype()
              + padding.shape()
              + (ringFloats == null ? " in a tensor" : " = " + padding.elements() + " floats")
              + ", got "
              + frame.length
              + " floats");
    }
  }

  void check(Tensor frame) {
    if (frame.dtype() != padding.dtype() || !frame.shape().equals(padding.shape())) {
      throw new IllegalArgumentException(
          "expected a frame of "
              + padding.dtype()
              + padding.shape()
              + ", got "
              + frame.dtype()
              + frame.shape());
    }
  }

  /** Copies the window from {@code start} on, of {@code frames} frames so far, to its place. */
  void write(long start, long frames, int place) {
    int first = (int) Math.max(0, -start);
    int last = (int) Math.min(size, frames - start);
    for (int i = 0; i < first; i++) {
      pad(0, place, i);
    }
    for (int i = first; i < last; ) {
      // Up to where the ring begins anew.
      int slot = (int) ((start + i) % size);
      int run = Math.min(last - i, size - slot);
      copy(ringBytes, slot, run, place, i);
      i += run;
    }
    for (int i = last; i < size; i++) {
      pad(frames - 1, place, i);
    }
  }

  private void pad(long edge, int place, int position) {
    if (repeatEdge) {
      copy(ringBytes, (int) (edge % size), 1, place, position);
    } else {
      copy(paddingBytes, 0, 1, place, position);
    }
  }

  private void copy(ByteBuffer source, int slot, int run, int place, int position) {
    if (pieces == 1) {
      move(source, slot * frameBytes, run * frameBytes, (place * size + position) * frameBytes);
      return;
    }
    for (int piece = 0; piece < pieces; piece++) {
      int to = ((place * pieces + piece) * size + position) * pieceBytes;
      for (int i = 0; i < run; i++) {
        int from = (slot + i) * frameBytes + piece * pieceBytes;
        move(source, from, pieceBytes, to + i * pieceBytes);
      }
    }
  }

  private void move(ByteBuffer source, int from, int bytes, int to) {
    // Casts, because Android 8 has these methods in Buffer only.
    ((Buffer) source).limit(from + bytes);
    ((Buffer) source).position(from);
    ((Buffer) target).position(to);
    target.put(source);
  }
}
