package io.infer4j.torch.script;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pickle of those that PyTorch's serializer writes. Nothing is executed: what is no plain
 * value, a class or a tensor for instance, becomes {@link #OTHER}.
 */
final class Pickle {
  /** Stands for a value that is none of null, Boolean, Long, Double, String, List and Map. */
  static final Object OTHER = new Object();

  private static final Object MARK = new Object();

  private final ByteBuffer in;
  private final List<@Nullable Object> stack = new ArrayList<>();
  private final Map<Integer, @Nullable Object> memo = new HashMap<>();

  private Pickle(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The value that was pickled; tuples are lists.
   *
   * @throws RuntimeException of some kind if it is damaged
   */
  static @Nullable Object read(byte[] bytes) {
    return new Pickle(bytes).read();
  }

  private @Nullable Object read() {
    for (; ; ) {
      int opcode = in.get() & 0xff;
      if (opcode == '.') {
        return pop();
      }
      if (!number(opcode) && !collection(opcode) && !object(opcode) && !memory(opcode)) {
        throw new IllegalArgumentException("opcode " + opcode);
      }
    }
  }

  private boolean number(int opcode) {
    switch (opcode) {
      case 'N' -> stack.add(null);
      case 0x88 -> stack.add(true);
      case 0x89 -> stack.add(false);
      case 'K' -> stack.add(in.get() & 0xffL);
      case 'M' -> stack.add(in.getShort() & 0xffffL);
      case 'J' -> stack.add((long) in.getInt());
      case 0x8a -> stack.add(longOf(in.get() & 0xff));
      case 'G' -> stack.add(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
      default -> {
        return false;
      }
    }
    return true;
  }

  private long longOf(int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      long next = in.get();
      value |= (i == bytes - 1 ? next : next & 0xff) << (8 * i);
    }
    return value;
  }

  private boolean collection(int opcode) {
    switch (opcode) {
      case '(' -> stack.add(MARK);
      case ')', ']' -> stack.add(new ArrayList<>());
      case '}' -> stack.add(new LinkedHashMap<>());
      case 't' -> stack.add(sinceMark());
      case 0x85, 0x86, 0x87 -> stack.add(take(stack.size() - (opcode - 0x84)));
      case 'a' -> append(take(stack.size() - 1));
      case 'e' -> append(sinceMark());
      case 's' -> put(take(stack.size() - 2));
      case 'u' -> put(sinceMark());
      default -> {
        return false;
      }
    }
    return true;
  }

  private List<@Nullable Object> sinceMark() {
    List<@Nullable Object> values = take(stack.lastIndexOf(MARK) + 1);
    pop();
    return values;
  }

  private List<@Nullable Object> take(int from) {
    List<@Nullable Object> tail = stack.subList(from, stack.size());
    List<@Nullable Object> values = new ArrayList<>(tail);
    tail.clear();
    return values;
  }

  @SuppressWarnings("unchecked")
  private void append(List<@Nullable Object> values) {
    if (stack.get(stack.size() - 1) instanceof List<?> list) {
      ((List<@Nullable Object>) list).addAll(values);
    }
  }

  @SuppressWarnings("unchecked")
  private void put(List<@Nullable Object> entries) {
    if (stack.get(stack.size() - 1) instanceof Map<?, ?> map) {
      for (int i = 0; i < entries.size(); i += 2) {
        Object key = entries.get(i);
        // A list may hold itself, and then has no hash.
        Object known = key instanceof List || key instanceof Map ? OTHER : key;
        ((Map<@Nullable Object, @Nullable Object>) map).put(known, entries.get(i + 1));
      }
    }
  }

  private boolean object(int opcode) {
    switch (opcode) {
      case 'X' -> stack.add(string(in.getInt()));
      case 'c' -> {
        skipLine();
        skipLine();
        stack.add(OTHER);
      }
      case 'R', 0x81 -> {
        take(stack.size() - 2);
        stack.add(OTHER);
      }
      case 'b' -> pop();
      case 'Q' -> {
        pop();
        stack.add(OTHER);
      }
      case 0x80 -> in.get();
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean memory(int opcode) {
    switch (opcode) {
      case 'q' -> memo.put(in.get() & 0xff, stack.get(stack.size() - 1));
      case 'r' -> memo.put(in.getInt(), stack.get(stack.size() - 1));
      case 'h' -> stack.add(memo.get(in.get() & 0xff));
      case 'j' -> stack.add(memo.get(in.getInt()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private String string(int length) {
    String text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
    take(length, in);
    return text;
  }

  private static void take(int length, ByteBuffer in) {
    for (int i = 0; i < length; i++) {
      in.get();
    }
  }

  private void skipLine() {
    while (in.get() != '\n') {}
  }

  private @Nullable Object pop() {
    return stack.remove(stack.size() - 1);
  }
}
