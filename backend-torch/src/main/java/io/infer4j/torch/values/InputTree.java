package io.infer4j.torch.values;

import io.infer4j.torch.TorchEngine;
import io.infer4j.torch.script.Argument;
import io.infer4j.torch.script.ModelText;
import io.infer4j.torch.script.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a method as trees, whose leaves are the model's inputs. A type tells how many
 * there are in a tuple; what is in a list or dict is told by names that begin with its own.
 */
public final class InputTree {
  /** What becomes an input. */
  static final class Leaf {
    final Part part;

    /** Whether it may be left out. */
    final boolean optional;

    /** Whether it is in a list or dict, so that it is there because somebody names it. */
    final boolean told;

    Leaf(Part part, boolean optional, boolean told) {
      this.part = part;
      this.optional = optional;
      this.told = told;
    }
  }

  final List<Leaf> leaves = new ArrayList<>();
  final List<String> notes = new ArrayList<>();

  private final Set<String> told;
  private final boolean guesses;
  private final Set<String> unused;
  private final List<String> open = new ArrayList<>();
  private final List<String> starts = new ArrayList<>();

  /**
   * @param told names of what is in lists and dicts, perhaps with others
   * @param guesses whether a list of which nothing is told has one element
   */
  public InputTree(Collection<String> told, boolean guesses) {
    this.told = new LinkedHashSet<>(told);
    this.unused = new LinkedHashSet<>(told);
    this.guesses = guesses;
  }

  /** The argument, or null where nothing is to be given for it. */
  public @Nullable Part part(Argument argument) {
    if (!isPossible(argument.type)) {
      return null;
    }
    Part part = part(argument.name, argument.type, argument.name, argument.isOptional(), false);
    boolean empty = part.leaves().isEmpty();
    return empty && argument.isOptional() ? null : part;
  }

  /** The names that are of nothing. */
  Set<String> unused() {
    return unused;
  }

  /** The lists and dicts. */
  List<String> open() {
    return open;
  }

  /** Whether a name would be of something in a list or dict. */
  boolean isInside(String name) {
    for (String start : starts) {
      if (name.startsWith(start)) {
        return true;
      }
    }
    return false;
  }

  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (Leaf leaf : leaves) {
      names.add(leaf.part.path);
    }
    return names;
  }

  private static boolean isPossible(ValueType type) {
    if (type.kind == ValueType.Kind.OTHER) {
      return false;
    }
    for (ValueType inner : type.inner) {
      if (!isPossible(inner)) {
        return false;
      }
    }
    return type.kind != ValueType.Kind.DICT || isKey(type.inner.get(0));
  }

  private static boolean isKey(ValueType type) {
    return !type.optional && (type.kind == ValueType.Kind.STR || type.kind == ValueType.Kind.INT);
  }

  private Part part(String path, ValueType type, String key, boolean optional, boolean inside) {
    if (type.isLeaf()) {
      Part leaf = Part.leaf(path, type, key, leaves.size());
      leaves.add(new Leaf(leaf, optional, inside));
      unused.remove(path);
      return leaf;
    }
    List<Part> parts = new ArrayList<>();
    if (type.kind == ValueType.Kind.TUPLE) {
      for (int i = 0; i < type.inner.size(); i++) {
        ValueType inner = type.inner.get(i);
        parts.add(element(path, inner, String.valueOf(i), optional, inside));
      }
      return Part.of(path, type, key, parts);
    }
    open.add(path + ": " + type);
    starts.add(path + '.');
    ValueType inner = type.inner.get(type.inner.size() - 1);
    for (String step : steps(path, type, inner, optional)) {
      parts.add(element(path, inner, step, optional, true));
    }
    return Part.of(path, type, key, parts);
  }

  private Part element(String path, ValueType type, String step, boolean optional, boolean inside) {
    boolean mayBeNone = optional || (type.optional && type.isLeaf());
    return part(path + '.' + step, type, step, mayBeNone, inside);
  }

  /** The keys of a dict, the indices of a list. */
  private Collection<String> steps(String path, ValueType type, ValueType inner, boolean optional) {
    Set<String> steps = new LinkedHashSet<>();
    String start = path + '.';
    boolean list = type.kind == ValueType.Kind.LIST;
    boolean numbers = list || type.inner.get(0).kind == ValueType.Kind.INT;
    for (String name : told) {
      if (name.startsWith(start)) {
        String step = name.substring(start.length());
        int dot = step.indexOf('.');
        step = inner.isLeaf() || dot < 0 ? step : step.substring(0, dot);
        String next = list ? String.valueOf(steps.size()) : step;
        if (steps.contains(step) || (list ? step.equals(next) : !numbers || isNumber(step))) {
          steps.add(step);
        }
      }
    }
    if (steps.isEmpty() && guesses && !optional) {
      notes.add(
          "nothing tells how many are in '"
              + path
              + ": "
              + type
              + "', which is given "
              + (list ? "one" : "none")
              + "; name them in the extra file "
              + ModelText.FILE
              + " or in the option "
              + TorchEngine.NAME
              + ".inputs, as in "
              + (list ? start + "0," + start + "1" : start + (numbers ? "7" : "KEY")));
      return list ? Collections.singleton("0") : steps;
    }
    return steps;
  }

  private static boolean isNumber(String text) {
    try {
      return String.valueOf(Long.parseLong(text)).equals(text);
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
