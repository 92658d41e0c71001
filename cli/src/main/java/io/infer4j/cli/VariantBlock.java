package io.infer4j.cli;

import io.infer4j.DType;
import io.infer4j.Shape;
import io.infer4j.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@code model.properties} has to state of a variant, and how each of it is known. */
final class VariantBlock {
  private final BundleKeys keys;
  private final String prefix;

  /** Without their prefix. */
  final Map<String, String> variantKeys = new LinkedHashMap<>();

  /** Layouts that the canonical tensors turned out to have. */
  final Map<String, String> canonicalKeys = new LinkedHashMap<>();

  /** A sentence for each thing that was found out. */
  final List<String> findings = new ArrayList<>();

  private VariantBlock(BundleKeys keys, String prefix) {
    this.keys = keys;
    this.prefix = prefix;
  }

  private boolean isStated(String key) {
    return keys.get(prefix + key) != null;
  }

  /** For a finding; {@code prefix} is that of the variant's keys. */
  static VariantBlock of(
      VariantFinding finding,
      List<TensorSpec> inputs,
      List<TensorSpec> outputs,
      BundleKeys keys,
      String prefix) {
    VariantBlock block = new VariantBlock(keys, prefix);
    for (InputPart part : finding.inputs()) {
      TensorSpec file = finding.fileInputs().get(part.file());
      TensorSpec canonical = inputs.get(part.canonical());
      boolean single = inputs.size() == 1 && finding.fileInputs().size() == 1;
      String known = single ? "there is only one" : "by running";
      block.add("input." + part.canonical(), canonical, file, part.axes(), file.dtype(), known);
    }
    boolean single = outputs.size() == 1 && finding.fileOutputs().size() == 1;
    for (OutputPart part : finding.outputs()) {
      TensorSpec file = finding.fileOutputs().get(part.file());
      TensorSpec canonical = outputs.get(part.canonical());
      DType dtype = Objects.requireNonNull(finding.ran().get(file.name())).dtype();
      String known = single ? "there is only one" : "by running";
      block.add("output." + part.canonical(), canonical, file, part.axes(), dtype, known);
    }
    block.addLeftOut(finding);
    return block;
  }

  private void addLeftOut(VariantFinding finding) {
    for (int i = 0; i < finding.fileOutputs().size(); i++) {
      int index = i;
      if (finding.outputs().stream().noneMatch(part -> part.file() == index)) {
        String name = finding.fileOutputs().get(i).name();
        findings.add("its output '" + name + "' is not the bundle's: left out");
      }
    }
  }

  private void add(
      String key,
      TensorSpec canonical,
      TensorSpec file,
      AxisChoice axes,
      @Nullable DType dtype,
      String nameKnown) {
    List<String> facts = new ArrayList<>();
    if (!file.name().equals(canonical.name())) {
      variantKeys.put(key + ".name", file.name());
      boolean stated = isStated(key + ".name") || isStated(key + ".position");
      facts.add("'" + file.name() + "' there (" + (stated ? "as stated" : nameKnown) + ")");
    }
    if (dtype != null && dtype != canonical.dtype()) {
      variantKeys.put(key + ".dtype", dtype.toString());
      facts.add(dtype + (file.quantization() == null ? "" : ", quantised, " + file.quantization()));
    }
    addLayout(key, canonical, file, axes, facts);
    addShape(key, canonical, file, axes);
    if (!facts.isEmpty()) {
      String kind = key.startsWith("input") ? "input" : "output";
      findings.add(kind + " '" + canonical.name() + "': " + String.join("; ", facts));
    }
  }

  private void addLayout(
      String key, TensorSpec canonical, TensorSpec file, AxisChoice axes, List<String> facts) {
    long usual =
        AxisChoices.between(canonical, file, null).stream()
            .filter(choice -> choice.kind() != AxisChoice.Kind.ODD)
            .count();
    if (axes.kind() == AxisChoice.Kind.SAME) {
      if (usual > 1) {
        facts.add("axes in the same order (by running: another fits the shape, too)");
      }
      return;
    }
    String from = axes.canonicalLayout();
    String to = axes.fileLayout();
    if (from == null || to == null) {
      throw new MissingKeysException(
          "the axes of '"
              + canonical.name()
              + "' have the order "
              + axes.axes()
              + " in the file, and nothing tells what they are called",
          List.of(key + ".layout=" + exampleOf(axes.axes().size())));
    }
    if (canonical.layout() == null && keys.get(key + ".layout") == null) {
      canonicalKeys.put(key + ".layout", from);
    }
    variantKeys.put(key + ".layout", to);
    boolean shown = axes.kind() == AxisChoice.Kind.CONVENTION && usual == 1;
    String known =
        isStated(key + ".layout")
            ? "as stated"
            : shown ? "by the shape, and by running" : "by running: others fit the shape, too";
    facts.add(to + " for " + from + " (" + known + ")");
  }

  private static String exampleOf(int rank) {
    return switch (rank) {
      case 2 -> "NC";
      case 3 -> "NCT";
      case 4 -> "NCHW";
      default -> "NCTHW";
    };
  }

  private void addShape(String key, TensorSpec canonical, TensorSpec file, AxisChoice axes) {
    Shape theirs = file.shape();
    Shape shape = canonical.shape();
    if (!theirs.hasRank() || !shape.hasRank()) {
      return;
    }
    boolean fixed = false;
    long[] dims = theirs.dims();
    String[] names = new String[dims.length];
    for (int i = 0; i < dims.length; i++) {
      int axis = axes.axes().get(i);
      fixed |= dims[i] != Shape.DYNAMIC && shape.dim(axis) == Shape.DYNAMIC;
      dims[i] = dims[i] == Shape.DYNAMIC ? shape.dim(axis) : dims[i];
      names[i] = shape.name(axis);
    }
    if (fixed) {
      variantKeys.put(key + ".shape", BundleDraft.text(Shape.named(dims, names)));
    }
  }
}
