package io.infer4j.cli;

import io.infer4j.InferenceEngines;
import io.infer4j.Layout;
import io.infer4j.Model;
import io.infer4j.ModelSource;
import io.infer4j.TensorSpec;
import io.infer4j.bundle.ModelBundle;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a bundle's description, a variant at a time, each found out by running it. */
final class BundleBuilder {
  private final BundleFolder folder;
  private final BundleDraft draft;
  private final BundleKeys keys;
  private final TrialArguments trials;
  private final InferenceEngines engines;
  private final Map<String, List<String>> findings = new LinkedHashMap<>();
  private final Map<String, double[]> ranges = new HashMap<>();

  BundleBuilder(
      BundleFolder folder, BundleKeys keys, TrialArguments trials, InferenceEngines engines) {
    this.folder = folder;
    this.draft = new BundleDraft(folder.before(), keys);
    this.keys = keys;
    this.trials = trials;
    this.engines = engines;
  }

  /** What a file is as it stands, without any mapping. */
  Model load(CandidateFile file) {
    return Trial.load(
        file.path().toString(), () -> engines.load(ModelSource.of(file.path()), trials.loading()));
  }

  /** Reserves the places of variants, in this order. */
  void begin(List<CandidateFile> files) {
    for (CandidateFile file : files) {
      Map<String, String> block = draft.variant(file.variant());
      block.put("format", file.format().name());
      block.put("file", folder.take(file.path()));
      block.put("sha256", file.sha256());
    }
  }

  /** Takes along the other files that the model turns out to need, and pins all of them. */
  private void takeOthers(CandidateFile file, Model model) {
    List<String> names = CandidateFile.others(model);
    if (names.isEmpty()) {
      return;
    }
    Map<String, String> block = draft.variant(file.variant());
    String within = String.valueOf(block.get("file"));
    String prefix = within.substring(0, within.lastIndexOf('/') + 1);
    ModelSource source = ModelSource.of(file.path());
    List<String> paths = new ArrayList<>();
    for (String name : names) {
      Path other = file.path().resolveSibling(name);
      folder.take(other, prefix + name);
      paths.add(prefix + name);
      source = source.withFile(name, ModelSource.of(other));
    }
    block.put("files", String.join(",", paths));
    block.put("sha256", source.sha256());
  }

  /**
   * Takes what that file tells for the canonical inputs and outputs.
   *
   * @throws MissingKeysException if it does not tell enough, and nobody does
   */
  void canonical(CandidateFile file, Model model) {
    takeOthers(file, model);
    List<String> missing = new ArrayList<>();
    addCanonical("input.", file, model.inputs(), missing);
    addCanonical("output.", file, model.outputs(), missing);
    if (!missing.isEmpty()) {
      keys.ask(
          new MissingKeysException(
              file.path() + " does not tell what goes in and what comes out", missing));
    }
    findings.put(file.variant(), List.of("the canonical side"));
  }

  private void addCanonical(
      String kind, CandidateFile file, List<TensorSpec> specs, List<String> missing) {
    Map<String, String> block = draft.variant(file.variant());
    for (int i = 0; i < specs.size(); i++) {
      TensorSpec spec = specs.get(i);
      String prefix = kind + i + ".";
      Map<String, String> told = BundleDraft.keys(prefix, spec);
      if (spec.dtype() == null) {
        told.remove(prefix + "dtype");
        requireOf(prefix + "dtype", "float32", missing);
        // The rank of an output may stay unknown until a run.
        if (!spec.shape().hasRank() && kind.equals("input.")) {
          requireOf(prefix + "shape", "1,3,224,224", missing);
        }
      }
      told.forEach(
          (key, value) -> {
            draft.put(key, value);
            String stated = keys.get(key);
            // What the canonical side is to be instead, the file still is not.
            if (stated != null && !stated.equals(value)) {
              block.put(key, value);
            }
          });
    }
  }

  private void requireOf(String key, String example, List<String> missing) {
    if (keys.get(key) == null) {
      missing.add(key + "=" + example);
    }
  }

  /** The bundle as far as it is written. */
  ModelBundle open(String onlyVariant) {
    folder.write(draft.textOf(Set.of(onlyVariant)));
    return ModelBundle.open(folder.path()).withEngines(engines);
  }

  /**
   * Finds out what that file's inputs and outputs are to the canonical ones.
   *
   * @param base the variant that the bundle is opened with meanwhile
   */
  void add(CandidateFile file, Model reference, String base) {
    try (Model model = load(file)) {
      takeOthers(file, model);
      if (model.outputs().isEmpty()) {
        throw new IllegalArgumentException(
            "its outputs are not known before a run, which a bundle needs: export it with an extra"
                + " file infer4j.properties that names them");
      }
      while (true) {
        try {
          describe(file, model, reference, open(base));
          return;
        } catch (MissingKeysException e) {
          keys.ask(e);
        }
      }
    } catch (MissingKeysException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file.path() + ": " + e.getMessage(), e);
    }
  }

  private void describe(CandidateFile file, Model model, Model reference, ModelBundle bundle) {
    List<TensorSpec> inputs = withLayouts(bundle.inputs(), reference.inputs());
    List<TensorSpec> outputs = withLayouts(bundle.outputs(), reference.outputs());
    String prefix = "variant." + file.variant() + ".";
    VariantFinding finding =
        new VariantMatch(reference, inputs, outputs, model, trials, keys, prefix).find();
    VariantBlock block = VariantBlock.of(finding, inputs, outputs, keys, prefix);
    block.canonicalKeys.forEach(draft::put);
    draft.variant(file.variant()).putAll(block.variantKeys);
    findings.put(file.variant(), block.findings);
    for (InputPart part : finding.inputs()) {
      double[] range = FileSide.range(finding.fileInputs().get(part.file()));
      if (range != null) {
        ranges.put(inputs.get(part.canonical()).name(), range);
      }
    }
  }

  /** Layouts that a file tells though the description does not. */
  private static List<TensorSpec> withLayouts(List<TensorSpec> specs, List<TensorSpec> running) {
    List<TensorSpec> result = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      TensorSpec spec = specs.get(i);
      Layout layout = running.get(i).layout();
      boolean known = spec.layout() == null && layout != null && spec.shape().hasRank();
      result.add(known && layout != null ? spec.withLayout(layout) : spec);
    }
    return result;
  }

  /**
   * Writes everything and runs the bundle itself; what was measured becomes the tolerance of the
   * new variants that have none.
   *
   * @param reference the variant that the others are compared with
   */
  BuiltReport finish(String reference, List<CandidateFile> added) {
    folder.write(draft.text());
    ModelBundle bundle = ModelBundle.open(folder.path()).withEngines(engines);
    List<String> names = new ArrayList<>(List.of(reference));
    added.stream()
        .map(CandidateFile::variant)
        .filter(n -> !n.equals(reference))
        .forEach(names::add);
    BundleCheck checking = new BundleCheck(bundle, trials, ranges);
    CheckReport check = checking.run(names);
    for (CheckReport.Row row : check.variants()) {
      if (row.reason() != null && !row.verdict().equals(CheckReport.DIFFERS)) {
        throw new IllegalArgumentException(
            "variant " + row.variant() + " of the new bundle: " + row.reason());
      }
      Double difference = row.maxDifference();
      if (difference != null) {
        settle(row, difference, checking.scale());
      }
    }
    folder.write(draft.text());
    bundle = ModelBundle.open(folder.path());
    List<BuiltReport.Built> built = new ArrayList<>();
    for (CheckReport.Row row : check.variants()) {
      if (findings.containsKey(row.variant())) {
        String tolerance =
            bundle.variant(row.variant()).tolerance().map(Object::toString).orElse(null);
        built.add(BuiltReport.Built.of(row, tolerance, findings.get(row.variant())));
      }
    }
    return new BuiltReport(
        folder.path().toString(),
        reference,
        check.inputs(),
        SpecReport.of(bundle.inputs()),
        SpecReport.of(bundle.outputs()),
        built);
  }

  /** Holds a variant to its tolerance, or gives it one. */
  private void settle(CheckReport.Row row, double difference, double scale) {
    boolean finite = !Double.isNaN(difference) && !Double.isInfinite(difference);
    if (!finite || row.verdict().equals(CheckReport.DIFFERS)) {
      throw new IllegalArgumentException(
          "variant "
              + row.variant()
              + " differs"
              + (difference == 0 ? "" : " by " + CheckReport.difference(difference))
              + (row.reason() != null
                  ? ": " + row.reason()
                  : row.tolerance() == null ? "" : ", beyond the stated " + row.tolerance()));
    }
    if (row.tolerance() == null) {
      draft.variant(row.variant()).put("atol", tolerance(difference, scale));
    }
  }

  /**
   * Twice what was measured, up to two digits, and not below what two runtimes may round apart in
   * outputs of that size.
   */
  private static String tolerance(double measured, double scale) {
    double size = Math.pow(10, Math.min(0, Math.ceil(Math.log10(scale))));
    return BigDecimal.valueOf(Math.max(2 * measured, 1e-5 * size))
        .round(new MathContext(2, RoundingMode.UP))
        .stripTrailingZeros()
        .toPlainString();
  }
}
