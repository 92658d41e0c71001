package io.infer4j.tflite.schema;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The variables and tables that a subgraph, and those it calls, take by name from what all
 * subgraphs of an interpreter share. Its operators are looked at in their order.
 */
final class Resources {
  private static final int IF = 118;
  private static final int WHILE = 119;
  private static final int CALL_ONCE = 129;
  private static final int HASHTABLE = 136;
  private static final int HASHTABLE_FIND = 137;
  private static final int HASHTABLE_IMPORT = 138;
  private static final int VAR_HANDLE = 142;
  private static final int READ_VARIABLE = 143;
  private static final int ASSIGN_VARIABLE = 144;
  private static final int RANDOM_STANDARD_NORMAL = 146;
  private static final int RANDOM_UNIFORM = 148;
  private static final int MULTINOMIAL = 149;

  /** What is read. */
  final Set<String> read = new TreeSet<>();

  /** What is set otherwise than once, at the beginning. */
  final Set<String> changed = new TreeSet<>();

  /** Variables that are read though nothing has set them before. */
  final Set<String> unset = new TreeSet<>();

  private final List<FlatTable> subgraphs;
  private final List<FlatTable> codes;
  private final Set<String> set = new HashSet<>();

  /** Read where it cannot be told whether, or how often, that is done. */
  private final Set<String> readPerhaps = new HashSet<>();

  private final Set<Integer> seen = new HashSet<>();

  Resources(FlatTable model, int subgraph) {
    this.subgraphs = model.tables(2);
    this.codes = model.tables(1);
    look(subgraph, new HashMap<>(), false, false);
    readPerhaps.removeAll(set);
    unset.addAll(readPerhaps);
  }

  /**
   * Whether a file has state that only a new interpreter is without: resources, the generators of
   * random numbers, or variable tensors beside those of the subgraph that is run.
   */
  static boolean needNewInterpreters(FlatTable model, int subgraph) {
    for (FlatTable code : model.tables(1)) {
      switch (ModelFile.operator(code)) {
        case CALL_ONCE, HASHTABLE, VAR_HANDLE -> {
          return true;
        }
        case RANDOM_STANDARD_NORMAL, RANDOM_UNIFORM, MULTINOMIAL -> {
          return true;
        }
        default -> {}
      }
    }
    List<FlatTable> subgraphs = model.tables(2);
    for (int i = 0; i < subgraphs.size(); i++) {
      if (i != subgraph) {
        for (FlatTable tensor : subgraphs.get(i).tables(0)) {
          if (tensor.octet(5) != 0) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /**
   * Looks at each subgraph once.
   *
   * @param handles which resource a tensor stands for
   * @param once it is called by CALL_ONCE
   * @param perhaps it is called by IF or WHILE
   */
  private void look(int index, Map<Integer, String> handles, boolean once, boolean perhaps) {
    if (index < 0 || index >= subgraphs.size() || !seen.add(index)) {
      return;
    }
    for (FlatTable operator : subgraphs.get(index).tables(3)) {
      int[] inputs = operator.integers(1);
      int[] outputs = operator.integers(2);
      FlatTable options = operator.table(4);
      switch (ModelFile.operator(codes.get(operator.integer(0, 0)))) {
        case VAR_HANDLE -> {
          if (options != null && outputs.length > 0) {
            handles.put(outputs[0], "variable '" + options.string(1) + "'");
          }
        }
        case HASHTABLE -> {
          if (options != null && outputs.length > 0) {
            handles.put(outputs[0], "table " + options.integer(0, 0));
          }
        }
        case READ_VARIABLE -> reads(resource(handles, inputs), perhaps, false);
        case HASHTABLE_FIND -> reads(resource(handles, inputs), perhaps, true);
        case ASSIGN_VARIABLE, HASHTABLE_IMPORT -> sets(resource(handles, inputs), once);
        case CALL_ONCE -> called(options, 0, new HashMap<>(), true, perhaps);
        case IF -> {
          called(options, 0, passed(options, 0, handles, inputs, 1), once, true);
          called(options, 1, passed(options, 1, handles, inputs, 1), once, true);
        }
        case WHILE -> {
          called(options, 0, passed(options, 0, handles, inputs, 0), once, true);
          called(options, 1, passed(options, 1, handles, inputs, 0), once, true);
        }
        default -> {}
      }
    }
  }

  private static String resource(Map<Integer, String> handles, int[] inputs) {
    return inputs.length == 0 ? "" : handles.getOrDefault(inputs[0], "");
  }

  private void reads(String resource, boolean perhaps, boolean checked) {
    if (resource.isEmpty()) {
      return;
    }
    read.add(resource);
    // A table that nothing has filled the runtime refuses itself.
    if (!checked && perhaps) {
      readPerhaps.add(resource);
    } else if (!checked && !set.contains(resource)) {
      unset.add(resource);
    }
  }

  private void sets(String resource, boolean once) {
    if (!resource.isEmpty()) {
      set.add(resource);
      if (!once) {
        changed.add(resource);
      }
    }
  }

  private void called(
      @Nullable FlatTable options,
      int field,
      Map<Integer, String> handles,
      boolean once,
      boolean perhaps) {
    if (options != null) {
      look(options.integer(field, 0), handles, once, perhaps);
    }
  }

  /** The resources behind the inputs of a subgraph that is called with those from {@code first}. */
  private Map<Integer, String> passed(
      @Nullable FlatTable options,
      int field,
      Map<Integer, String> handles,
      int[] inputs,
      int first) {
    Map<Integer, String> passed = new HashMap<>();
    int index = options == null ? -1 : options.integer(field, 0);
    if (index >= 0 && index < subgraphs.size()) {
      int[] taken = subgraphs.get(index).integers(1);
      for (int i = 0; i < taken.length && first + i < inputs.length; i++) {
        String resource = handles.get(inputs[first + i]);
        if (resource != null) {
          passed.put(taken[i], resource);
        }
      }
    }
    return passed;
  }
}
