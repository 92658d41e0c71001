package io.infer4j.torch.values;

import io.infer4j.torch.script.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that a method is given, or one that is in it: the tree of an argument. Its leaves are
 * inputs of the model.
 */
public final class Part {
  /** The argument's name, and the indices and keys that lead to this, with dots between them. */
  public final String path;

  public final ValueType type;

  /** In a dict, what this is the entry of; else its index, or the argument's name. */
  public final String key;

  /** What is in it, in order; empty for a leaf, and where it is None. */
  public final List<Part> parts;

  /** Which of the model's inputs it is; negative where it is none. */
  public final int input;

  private Part(String path, ValueType type, String key, List<Part> parts, int input) {
    this.path = path;
    this.type = type;
    this.key = key;
    this.parts = Collections.unmodifiableList(parts);
    this.input = input;
  }

  static Part leaf(String path, ValueType type, String key, int input) {
    return new Part(path, type, key, Collections.emptyList(), input);
  }

  static Part of(String path, ValueType type, String key, List<Part> parts) {
    return new Part(path, type, key, parts, -1);
  }

  public boolean isLeaf() {
    return input >= 0;
  }

  /** Whether any of these, one for each input of the model, is in it. */
  public boolean isGiven(List<? extends @Nullable Object> inputs) {
    boolean given = isLeaf() && inputs.get(input) != null;
    for (Part part : parts) {
      given |= part.isGiven(inputs);
    }
    return given;
  }

  /** Those that are inputs, in order. */
  public List<Part> leaves() {
    List<Part> leaves = new ArrayList<>();
    addLeaves(leaves);
    return leaves;
  }

  private void addLeaves(List<Part> leaves) {
    if (isLeaf()) {
      leaves.add(this);
    }
    for (Part part : parts) {
      part.addLeaves(leaves);
    }
  }
}
