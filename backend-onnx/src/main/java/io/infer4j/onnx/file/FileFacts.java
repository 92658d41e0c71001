package io.infer4j.onnx.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a model file says that ONNX Runtime's Java API does not pass on, or not whole: operators and
 * their sets, types, and names and texts with characters beyond U+FFFF. What a file does not give
 * is not here.
 */
public final class FileFacts {
  /** What ONNX Runtime writes for a version that the model does not state. */
  private static final long NO_VERSION = Long.MAX_VALUE;

  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<String> opsets = new ArrayList<>();
  private final Map<String, String> properties = new LinkedHashMap<>();
  private final Map<String, ValueType> inputs = new LinkedHashMap<>();
  private final Map<String, ValueType> outputs = new LinkedHashMap<>();
  private final Set<String> operators = new LinkedHashSet<>();
  private final Map<String, List<RankRule>> ranks = new HashMap<>();
  private final List<Division.Named> divisions = new ArrayList<>();
  private final Set<String> diagonals = new LinkedHashSet<>();
  private final Set<String> externalFiles = new TreeSet<>();

  /** Facts of the file under {@code onnx.} and the file's own metadata under their own keys. */
  public Map<String, String> metadata() {
    Map<String, String> all = new LinkedHashMap<>();
    if (!opsets.isEmpty()) {
      all.put("onnx.opset", String.join(", ", opsets));
    }
    all.putAll(metadata);
    if (!externalFiles.isEmpty()) {
      all.put("onnx.external_data", String.join(", ", externalFiles));
    }
    all.putAll(properties);
    return all;
  }

  /** The graph's inputs that are not initializers, in order. */
  public Map<String, ValueType> inputs() {
    return inputs;
  }

  /** The graph's outputs, in order. */
  public Map<String, ValueType> outputs() {
    return outputs;
  }

  /** Whether an operator of that name ({@code Conv}, {@code com.microsoft:Attention}) is used. */
  public boolean uses(String operator) {
    return operators.contains(operator);
  }

  /** Whether an operator of that domain is used. */
  public boolean usesDomain(String domain) {
    for (String operator : operators) {
      if (operator.startsWith(domain + ":")) {
        return true;
      }
    }
    return false;
  }

  /** Whether a tensor's data lie in another file. */
  public boolean hasExternalData() {
    return !externalFiles.isEmpty();
  }

  void text(String key, String value) {
    if (!value.isEmpty()) {
      metadata.put("onnx." + key, value);
    }
  }

  void version(String key, long version) {
    if (version != NO_VERSION) {
      metadata.put("onnx." + key, Long.toString(version));
    }
  }

  void opset(String domain, long version) {
    opsets.add((domain.isEmpty() ? "ai.onnx" : domain) + " " + version);
  }

  void property(String key, String value) {
    properties.put(key, value);
  }

  void operator(String domain, String type, List<String> operands, String equation, int kernel) {
    boolean standard = domain.isEmpty() || domain.equals("ai.onnx");
    operators.add(standard ? type : domain + ":" + type);
    for (int i = 0; standard && i < operands.size(); i++) {
      RankRule rule = RankRule.of(type, i, equation, kernel);
      if (rule != null) {
        List<RankRule> rules = ranks.get(operands.get(i));
        if (rules == null) {
          rules = new ArrayList<>();
          ranks.put(operands.get(i), rules);
        }
        rules.add(rule);
      }
    }
  }

  /** What operators that crash on other ranks want of the value of that name. */
  public List<RankRule> ranks(String name) {
    return ranks.getOrDefault(name, Collections.emptyList());
  }

  /** Takes note of a node that every run goes through. */
  void always(String domain, String type, List<String> operands) {
    boolean standard = domain.isEmpty() || domain.equals("ai.onnx");
    Division.Named division = standard ? Division.of(type, operands) : null;
    if (division != null) {
      divisions.add(division);
    }
    String diagonal = standard ? Diagonal.of(type, operands) : null;
    if (diagonal != null) {
      diagonals.add(diagonal);
    }
  }

  /**
   * The divisions of the main graph; those of a branch may be what the branch is there to avoid.
   */
  List<Division.Named> divisions() {
    return divisions;
  }

  /** The values that say a diagonal in the main graph. */
  Set<String> diagonals() {
    return diagonals;
  }

  void externalData(String location) {
    externalFiles.add(location.startsWith("./") ? location.substring(2) : location);
  }
}
