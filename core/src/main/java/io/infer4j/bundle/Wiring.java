package io.infer4j.bundle;

import io.infer4j.ModelLoadException;
import io.infer4j.TensorSpec;
import io.infer4j.spi.RuntimeModel;
import io.infer4j.wrap.ModelWrapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds each canonical tensor in a variant's model, and puts the mapping around it. */
final class Wiring implements ModelWrapper {
  private final BundleVariant variant;
  private final Manifest manifest;
  private final List<String> passedOver;
  private final String chosen;

  Wiring(BundleVariant variant, Manifest manifest, List<String> passedOver, String chosen) {
    this.variant = variant;
    this.manifest = manifest;
    this.passedOver = passedOver;
    this.chosen = chosen;
  }

  @Override
  public String variant() {
    return variant.name();
  }

  @Override
  public RuntimeModel wrap(RuntimeModel runtime) {
    Map<String, String> metadata = new LinkedHashMap<>(runtime.metadata());
    metadata.putAll(manifest.metadata);
    List<TensorMapping> inputs = map("input", variant.inputs(), runtime.inputs());
    List<TensorMapping> outputs = map("output", variant.outputs(), runtime.outputs());
    checkAllGiven(inputs, runtime.inputs());
    return new MappedModel(runtime, inputs, outputs, metadata, passedOver, chosen);
  }

  private List<TensorMapping> map(String kind, List<TensorRule> rules, List<TensorSpec> specs) {
    List<TensorMapping> mappings = new ArrayList<>();
    TensorRule[] taken = new TensorRule[specs.size()];
    Map<String, Integer> byName = new LinkedHashMap<>();
    for (int i = specs.size() - 1; i >= 0; i--) {
      byName.put(specs.get(i).name(), i); // of equal names the first counts
    }
    for (TensorRule rule : rules) {
      int index = find(kind, rule, specs, byName);
      if (taken[index] != null) {
        throw rule.at("name")
            .error(
                "each " + kind + " of " + variant.file() + " once",
                "'" + specs.get(index).name() + "' again, after '" + taken[index].name + "'");
      }
      taken[index] = rule;
      mappings.add(new TensorMapping(rule, index, specs.get(index)));
    }
    return mappings;
  }

  private int find(
      String kind, TensorRule rule, List<TensorSpec> specs, Map<String, Integer> byName) {
    String name = rule.fileName();
    if (name == null) {
      if (rule.position() >= specs.size()) {
        throw rule.at("position")
            .error(
                "one of the " + specs.size() + " " + kind + "s of " + variant.file() + ", from 0");
      }
      return rule.position();
    }
    Integer found = byName.get(name);
    if (found != null) {
      return found;
    }
    List<String> names = new ArrayList<>();
    for (TensorSpec spec : specs) {
      names.add(spec.name());
    }
    throw rule.mismatch(
        "name", "one of the " + kind + "s of " + variant.file() + ", " + names, "'" + name + "'");
  }

  private void checkAllGiven(List<TensorMapping> inputs, List<TensorSpec> specs) {
    boolean[] given = new boolean[specs.size()];
    for (TensorMapping input : inputs) {
      given[input.index] = true;
    }
    for (int i = 0; i < given.length; i++) {
      if (!given[i] && !specs.get(i).isOptional()) {
        throw new ModelLoadException(
            variant.fileProperty().at()
                + "variant "
                + variant.name()
                + ": expected a canonical input for each of the file's, got none for '"
                + specs.get(i).name()
                + "'");
      }
    }
  }
}
