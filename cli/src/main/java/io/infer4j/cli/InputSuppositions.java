package io.infer4j.cli;

import io.infer4j.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ways in which a file's inputs may be the canonical ones. */
final class InputSuppositions {
  /** More are not tried. */
  static final int MOST = 500;

  private final List<TensorSpec> canonical;
  private final List<TensorSpec> file;
  private final BundleKeys keys;
  private final String prefix;
  private final List<List<InputPart>> found = new ArrayList<>();

  /** What the user has stated under {@code prefix} is not supposed otherwise. */
  InputSuppositions(
      List<TensorSpec> canonical, List<TensorSpec> file, BundleKeys keys, String prefix) {
    this.canonical = canonical;
    this.file = file;
    this.keys = keys;
    this.prefix = prefix;
  }

  /**
   * All of them.
   *
   * @param byName whether inputs of equal names are taken to be the same
   * @param odd whether axes may lie in orders that no framework has
   */
  List<List<InputPart>> find(boolean byName, boolean odd) {
    found.clear();
    extend(new ArrayList<>(), byName, odd);
    return found;
  }

  private void extend(List<InputPart> begun, boolean byName, boolean odd) {
    int next = begun.size();
    if (next == canonical.size()) {
      found.add(List.copyOf(begun));
      return;
    }
    Integer fixed = fixed(next, byName);
    for (int i = 0; i < file.size() && found.size() <= MOST; i++) {
      int index = i;
      boolean free = begun.stream().noneMatch(part -> part.file() == index);
      if (!free || (fixed != null && fixed != i)) {
        continue;
      }
      for (AxisChoice axes : choices(next, i)) {
        if (odd || axes.kind() != AxisChoice.Kind.ODD) {
          begun.add(new InputPart(next, i, axes));
          extend(begun, byName, odd);
          begun.remove(begun.size() - 1);
        }
      }
    }
  }

  private List<AxisChoice> choices(int canonicalIndex, int fileIndex) {
    return AxisChoices.between(
        canonical.get(canonicalIndex),
        file.get(fileIndex),
        keys.get(prefix + "input." + canonicalIndex + ".layout"));
  }

  private @Nullable Integer fixed(int canonicalIndex, boolean byName) {
    String key = prefix + "input." + canonicalIndex + ".";
    Integer stated = stated(keys, key, file);
    return stated != null || !byName ? stated : indexOf(file, canonical.get(canonicalIndex).name());
  }

  /** The file's tensor that the user has named, or null. */
  static @Nullable Integer stated(BundleKeys keys, String key, List<TensorSpec> file) {
    String position = keys.get(key + "position");
    if (position != null && position.matches("\\d{1,6}")) {
      return Integer.valueOf(position);
    }
    String name = keys.get(key + "name");
    if (name == null) {
      return null;
    }
    Integer index = indexOf(file, name);
    if (index == null) {
      List<String> names = file.stream().map(TensorSpec::name).toList();
      throw new IllegalArgumentException(
          "--set " + key + "name: expected one of " + names + ", got '" + name + "'");
    }
    return index;
  }

  private static @Nullable Integer indexOf(List<TensorSpec> specs, String name) {
    for (int i = 0; i < specs.size(); i++) {
      if (specs.get(i).name().equals(name)) {
        return i;
      }
    }
    return null;
  }
}
