package io.infer4j.onnx.file;

import java.io.ByteArrayOutputStream;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes an ONNX model anew with the data of its external tensors within: those of nodes,
 * subgraphs, functions and all small ones, which the runtime needs to know at load (shapes among
 * them). Great initializers of the main graph are left as they are and kept apart, to be handed to
 * the runtime as memory without a copy.
 */
public final class Inlining {
  /** The bytes from which an initializer is kept apart. */
  private static final int GREAT = 1 << 16;

  private final ExternalFiles files;
  private final Map<String, ByteBuffer> data = new LinkedHashMap<>();
  private final Map<String, ExternalTensor> apart = new LinkedHashMap<>();

  public Inlining(ExternalFiles files) {
    this.files = files;
  }

  /** The initializers that were kept apart, by name. */
  public Map<String, ExternalTensor> apart() {
    return apart;
  }

  /** The memory of one of them. */
  public ByteBuffer data(String initializer) {
    return java.util.Objects.requireNonNull(data.get(initializer));
  }

  /**
   * The model, to be given to the runtime as bytes.
   *
   * @throws IllegalArgumentException if it is damaged
   * @throws ArithmeticException if it would have more than 2^31 bytes
   */
  public ByteBuffer model(ByteBuffer model) {
    Parts parts = rewrite(OnnxMessage.MODEL, model, 0, true);
    ByteBuffer whole = ByteBuffer.allocateDirect(Math.toIntExact(parts.length));
    for (ByteBuffer part : parts.list) {
      whole.put(part.duplicate());
    }
    ((Buffer) whole).flip();
    return whole;
  }

  private Parts rewrite(OnnxMessage kind, ByteBuffer message, int depth, boolean main) {
    if (depth > OnnxMessage.MAX_DEPTH) {
      throw new IllegalArgumentException("messages lie too deep within each other");
    }
    Parts parts = new Parts();
    Fields fields = new Fields(message);
    while (fields.next()) {
      OnnxMessage inner = kind.in(fields.number());
      if (inner == null || !fields.hasPayload()) {
        parts.add(fields.whole());
        continue;
      }
      boolean inMain = main && (kind == OnnxMessage.MODEL || kind == OnnxMessage.GRAPH);
      boolean initializer = inMain && kind == OnnxMessage.GRAPH && fields.number() == 5;
      Parts rewritten =
          inner == OnnxMessage.TENSOR
              ? tensor(fields.payload(), initializer)
              : rewrite(inner, fields.payload(), depth + 1, inMain && inner == OnnxMessage.GRAPH);
      parts.add(fields.number(), rewritten);
    }
    return parts;
  }

  private Parts tensor(ByteBuffer message, boolean initializer) {
    ExternalTensor tensor = new ExternalTensor(message);
    Parts parts = new Parts();
    if (!tensor.isExternal()) {
      parts.add(message);
      return parts;
    }
    ByteBuffer bytes = files.read(tensor);
    if (initializer
        && bytes.remaining() > GREAT
        && Types.ofOnnx(tensor.dataType()) != null
        && !ModifiedUtf8.differs(tensor.name())) {
      apart.put(tensor.name(), tensor);
      data.put(tensor.name(), bytes);
      parts.add(message);
      return parts;
    }
    Fields fields = new Fields(message);
    while (fields.next()) {
      // Not raw_data, external_data and data_location, which are replaced.
      if (fields.number() != 9 && fields.number() != 13 && fields.number() != 14) {
        parts.add(fields.whole());
      }
    }
    Parts raw = new Parts();
    raw.add(bytes);
    parts.add(9, raw);
    return parts;
  }

  /** Bytes one after the other, not copied. */
  private static final class Parts {
    final List<ByteBuffer> list = new ArrayList<>();
    long length;

    void add(ByteBuffer part) {
      list.add(part);
      length = Math.addExact(length, part.remaining());
    }

    /** A field that holds those bytes. */
    void add(int field, Parts payload) {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      varint((field << 3) | 2, head);
      varint(payload.length, head);
      add(ByteBuffer.wrap(head.toByteArray()));
      list.addAll(payload.list);
      length = Math.addExact(length, payload.length);
    }

    private static void varint(long number, ByteArrayOutputStream out) {
      long rest = number;
      for (; rest >= 0x80; rest >>>= 7) {
        out.write((int) ((rest & 0x7f) | 0x80));
      }
      out.write((int) rest);
    }
  }
}
