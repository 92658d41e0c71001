package io.infer4j.bundle;

import io.infer4j.ModelLoadException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The sections {@code input.N.} and {@code output.N.} behind one prefix. */
final class TensorSections {
  private final String prefix;
  private final String[] allowed;
  private final Map<Integer, Section> inputs = new TreeMap<>();
  private final Map<Integer, Section> outputs = new TreeMap<>();

  TensorSections(String prefix, String... allowed) {
    this.prefix = prefix;
    this.allowed = allowed;
  }

  /** Takes a property if it is one of a tensor. */
  boolean add(String suffix, Property property) {
    boolean input = suffix.startsWith("input.");
    if (!input && !suffix.startsWith("output.")) {
      return false;
    }
    String kind = input ? "input." : "output.";
    String rest = suffix.substring(kind.length());
    int dot = rest.indexOf('.');
    String index = dot < 0 ? rest : rest.substring(0, dot);
    if (dot < 0 || !index.matches("0|[1-9][0-9]{0,5}")) {
      throw property.error("a key " + prefix + kind + "N.KEY with a number N from 0", property.key);
    }
    Map<Integer, Section> sections = input ? inputs : outputs;
    Integer number = Integer.valueOf(index);
    Section section = sections.get(number);
    if (section == null) {
      section = new Section(prefix + kind + index + ".", allowed);
      sections.put(number, section);
    }
    section.add(rest.substring(dot + 1), property);
    return true;
  }

  /** The canonical tensors: numbered without gaps, with a dtype and a name that no other has. */
  List<TensorEntry> canonical(boolean input) {
    List<TensorEntry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Map.Entry<Integer, Section> each : (input ? inputs : outputs).entrySet()) {
      Section section = each.getValue();
      Property name = section.require("name");
      section.require("dtype");
      if (each.getKey() != entries.size()) {
        throw name.error(
            "numbers from 0 without gaps, here " + entries.size(), String.valueOf(each.getKey()));
      }
      if (names.contains(name.value)) {
        throw name.error("a name that no other has", "'" + name.value + "' again");
      }
      names.add(name.value);
      TensorEntry entry = new TensorEntry(section, null);
      checkChannels(entry);
      entries.add(entry);
    }
    return entries;
  }

  private static void checkChannels(TensorEntry entry) {
    if (entry.quantization != null && !entry.quantization.isPerTensor()) {
      String wrong =
          entry.shape == null
              ? "a shape that has the axis"
              : TensorRule.channelsOff(entry.quantization, entry.shape);
      if (wrong != null) {
        throw entry
            .section
            .nearest("axis")
            .error(wrong, entry.quantization + " and shape " + entry.shape);
      }
    }
  }

  /** What a variant expects of each canonical tensor. */
  List<TensorRule> rules(boolean input, List<TensorEntry> canonical) {
    Map<Integer, Section> sections = input ? inputs : outputs;
    List<TensorRule> rules = new ArrayList<>();
    for (int i = 0; i < canonical.size(); i++) {
      TensorEntry entry = canonical.get(i);
      Section section = sections.remove(i);
      rules.add(
          new TensorRule(
              entry,
              section == null ? null : new TensorEntry(section, entry.dtype),
              prefix + (input ? "input." : "output.") + i + "."));
    }
    checkNoneLeft(sections, input, canonical.size());
    return rules;
  }

  private void checkNoneLeft(Map<Integer, Section> sections, boolean input, int count) {
    Iterator<Section> left = sections.values().iterator();
    if (left.hasNext()) {
      Property first = left.next().nearest("name");
      String kind = input ? "inputs" : "outputs";
      throw new ModelLoadException(
          first.at()
              + first.key
              + ": expected one of the "
              + count
              + " canonical "
              + kind
              + ", numbered from 0, got another number");
    }
  }
}
