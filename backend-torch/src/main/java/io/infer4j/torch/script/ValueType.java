package io.infer4j.torch.script;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A type as TorchScript writes it, for instance {@code Tuple[Tensor, Dict[str, Tensor]]}. */
public final class ValueType {
  /** What a value of a type is. */
  public enum Kind {
    TENSOR("Tensor"),
    INT("int"),
    FLOAT("float"),
    BOOL("bool"),
    STR("str"),
    LIST("List"),
    TUPLE("Tuple"),
    DICT("Dict"),
    /** Anything else: a device, an object, a complex number. */
    OTHER("");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    private static Kind of(String word) {
      for (Kind kind : values()) {
        if (kind.word.equals(word)) {
          return kind;
        }
      }
      return OTHER;
    }
  }

  /** Deeper ones are {@link Kind#OTHER}: a file that nests thousands is not to end the stack. */
  private static final int MAX_DEPTH = 16;

  private static final String OPTIONAL = "Optional[";

  /** As it was written. */
  final String text;

  /** Of what it is where it is not None. */
  public final Kind kind;

  /** Whether it may be None. */
  public final boolean optional;

  /** What is in it: one of a list, key and value of a dict, each of a tuple. */
  public final List<ValueType> inner;

  private ValueType(String text, Kind kind, boolean optional, List<ValueType> inner) {
    this.text = text;
    this.kind = kind;
    this.optional = optional;
    this.inner = Collections.unmodifiableList(inner);
  }

  public static ValueType parse(String text) {
    return parse(text.trim(), MAX_DEPTH);
  }

  private static ValueType parse(String text, int depth) {
    if (depth > 0 && text.startsWith(OPTIONAL) && text.endsWith("]")) {
      String inside = text.substring(OPTIONAL.length(), text.length() - 1).trim();
      ValueType type = parse(inside, depth - 1);
      return new ValueType(text, type.kind, true, type.inner);
    }
    int open = text.indexOf('[');
    List<ValueType> inner = new ArrayList<>();
    if (open < 0 || depth == 0 || !text.endsWith("]")) {
      Kind kind = Kind.of(text);
      boolean plain = kind.compareTo(Kind.LIST) < 0;
      return new ValueType(text, plain ? kind : Kind.OTHER, false, inner);
    }
    for (String part : parts(text.substring(open + 1, text.length() - 1))) {
      inner.add(parse(part, depth - 1));
    }
    Kind kind = Kind.of(text.substring(0, open));
    boolean whole =
        kind == Kind.LIST
            ? inner.size() == 1
            : kind == Kind.DICT ? inner.size() == 2 : kind == Kind.TUPLE;
    return new ValueType(text, whole ? kind : Kind.OTHER, false, inner);
  }

  /** What stands between the commas that are not within brackets. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(text.substring(from, i).trim());
        from = i + 1;
      }
    }
    String last = text.substring(from).trim();
    // An empty tuple is written Tuple[()].
    if (!last.isEmpty() && !last.equals("()")) {
      parts.add(last);
    }
    return parts;
  }

  /** As it is written where it is not None. */
  public String bare() {
    return optional ? text.substring(OPTIONAL.length(), text.length() - 1).trim() : text;
  }

  /** Whether it is one number, truth value or text. */
  boolean isScalar() {
    return kind == Kind.INT || kind == Kind.FLOAT || kind == Kind.BOOL || kind == Kind.STR;
  }

  /** Whether one tensor of infer4j stands for all of it: a tensor, a scalar, a list of scalars. */
  public boolean isLeaf() {
    return kind == Kind.TENSOR
        || isScalar()
        || (kind == Kind.LIST && inner.get(0).isScalar() && !inner.get(0).optional);
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
