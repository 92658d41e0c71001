package io.infer4j.cli;

import io.infer4j.DType;
import io.infer4j.EngineNotFoundException;
import io.infer4j.EngineUnavailableException;
import io.infer4j.InferenceException;
import io.infer4j.Model;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.UnsupportedOperatorException;
import io.infer4j.bundle.BundleVariant;
import io.infer4j.bundle.ModelBundle;
import io.infer4j.compare.Comparison;
import io.infer4j.compare.Tolerance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Loads each variant of a bundle and compares its outputs with those of the first that loads. */
final class BundleCheck {
  private final ModelBundle bundle;
  private final TrialArguments trials;
  private final Map<String, double[]> ranges;
  private final Map<String, Model> models = new LinkedHashMap<>();
  private final Map<String, CheckReport.Row> failures = new LinkedHashMap<>();
  private double scale = 1;
  private @Nullable BatchOfTwo batch;

  /** Prepares the check; {@code ranges} of random floats by the input's name. */
  BundleCheck(ModelBundle bundle, TrialArguments trials, Map<String, double[]> ranges) {
    this.bundle = bundle;
    this.trials = trials;
    this.ranges = ranges;
  }

  /** Checks these variants. */
  CheckReport run(List<String> names) {
    try {
      names.forEach(this::load);
      if (models.isEmpty()) {
        return new CheckReport(bundle.name(), null, null, List.copyOf(failures.values()));
      }
      String reference = models.keySet().iterator().next();
      Model model = Objects.requireNonNull(models.get(reference));
      Trials given = given(reference, model);
      scale = given.scale();
      batch = BatchOfTwo.of(model, joined(model), given);
      String unproven = given.unproven(trials.constants());
      List<CheckReport.Row> rows = new ArrayList<>();
      for (String name : names) {
        CheckReport.Row failure = failures.get(name);
        rows.add(
            failure != null
                ? failure
                : name.equals(reference)
                    ? row(name, CheckReport.REFERENCE, null, null)
                    : compared(name, given, unproven));
      }
      return new CheckReport(bundle.name(), reference, given.text(), rows);
    } finally {
      models.values().forEach(Model::close);
    }
  }

  /** How small the outputs are, see {@link Trials#scale}. */
  double scale() {
    return scale;
  }

  private Trials given(String reference, Model model) {
    try {
      return trials.run(model, joined(model), ranges);
    } catch (InferenceException e) {
      throw new InferenceException(
          "variant "
              + reference
              + ", which the others are compared with, does not run on such inputs (see --shape,"
              + " --range and --input): "
              + e.getMessage(),
          e);
    }
  }

  private void load(String name) {
    try {
      models.put(name, Trial.load("variant " + name, () -> bundle.load(name, trials.loading())));
    } catch (EngineNotFoundException
        | EngineUnavailableException
        | UnsupportedOperatorException e) {
      String damage = damage(bundle.variant(name));
      String verdict = damage == null ? CheckReport.NO_ENGINE : CheckReport.FAILED;
      failures.put(name, row(name, verdict, null, damage == null ? e.getMessage() : damage));
    } catch (InferenceException e) {
      failures.put(name, row(name, CheckReport.FAILED, null, e.getMessage()));
    }
  }

  /** What is wrong with a file that no engine looks at, or null. */
  private @Nullable String damage(BundleVariant variant) {
    try {
      String actual = bundle.source(variant.name()).sha256();
      return actual.equals(variant.sha256())
          ? null
          : "the SHA-256 of " + variant.file() + " is " + actual + ", expected " + variant.sha256();
    } catch (InferenceException e) {
      return e.getMessage();
    }
  }

  /** The inputs with the sizes that any of the files fixes. */
  private List<TensorSpec> joined(Model reference) {
    List<TensorSpec> specs = new ArrayList<>();
    for (int i = 0; i < reference.inputs().size(); i++) {
      TensorSpec spec = reference.inputs().get(i);
      Shape shape = spec.shape();
      for (Model model : models.values()) {
        shape = joined(shape, model.inputs().get(i).shape());
      }
      TensorSpec joined = TensorSpec.of(spec.name(), spec.dtype(), shape);
      specs.add(spec.isOptional() ? joined.asOptional() : joined);
    }
    return specs;
  }

  private static Shape joined(Shape a, Shape b) {
    if (!a.hasRank() || !b.hasRank()) {
      return a.hasRank() ? a : b;
    }
    long[] dims = a.dims();
    @Nullable String[] names = new String[dims.length];
    for (int i = 0; i < dims.length && i < b.rank(); i++) {
      dims[i] = dims[i] == Shape.DYNAMIC ? b.dim(i) : dims[i];
      names[i] = a.name(i);
    }
    return Shape.named(dims, names);
  }

  private static List<Map<String, Tensor>> outputs(Model model, List<Map<String, Tensor>> inputs) {
    List<Map<String, Tensor>> outputs = new ArrayList<>();
    for (Map<String, Tensor> each : inputs) {
      outputs.add(Trial.run(model, each).asMap());
    }
    return outputs;
  }

  private CheckReport.Row compared(String name, Trials given, @Nullable String unproven) {
    List<Map<String, Tensor>> expected = given.expected();
    List<Map<String, Tensor>> actual;
    try {
      actual = outputs(Objects.requireNonNull(models.get(name)), given.inputs());
    } catch (InferenceException e) {
      return row(name, CheckReport.FAILED, null, e.getMessage());
    }
    Tolerance stated = bundle.variant(name).tolerance().orElse(null);
    Tolerance rule = stated == null ? Tolerance.allclose(0, 0) : stated;
    double worst = 0;
    boolean passed = true;
    Map<String, Deviation> deviations = new TreeMap<>();
    Map<String, List<double[]>> values = new TreeMap<>();
    for (int i = 0; i < expected.size(); i++) {
      for (Map.Entry<String, Tensor> entry : expected.get(i).entrySet()) {
        Tensor wanted = entry.getValue();
        Tensor got = actual.get(i).get(entry.getKey());
        String wrong = mismatch(entry.getKey(), wanted, got);
        if (wrong != null || got == null) {
          return row(name, CheckReport.FAILED, null, wrong);
        }
        if (wanted.dtype() != DType.STRING) {
          Comparison comparison = Comparison.of(wanted, got, rule);
          worst = comparison.nans() > 0 ? Double.NaN : Math.max(worst, comparison.maxAbsolute());
          passed &= comparison.passed();
          deviations
              .computeIfAbsent(entry.getKey(), each -> new Deviation())
              .add(wanted.toDoubles(), got.toDoubles());
          values.computeIfAbsent(entry.getKey(), each -> new ArrayList<>()).add(got.toDoubles());
        }
      }
    }
    if (stated != null && !passed) {
      return row(name, CheckReport.DIFFERS, worst, null);
    }
    if (unproven != null) {
      return row(name, CheckReport.UNPROVEN, worst, unproven);
    }
    String apart = apart(deviations);
    List<String> open = new ArrayList<>();
    for (Map.Entry<String, List<double[]>> entry : values.entrySet()) {
      String output = entry.getKey();
      if (apart == null && !trials.constants().contains(output)) {
        Slices slices = new Slices(given.values(output), entry.getValue());
        String slice = slices.apart(given.expected(0, output).shape().dims());
        apart = slice == null ? null : "output '" + output + "' " + slice;
        String unknown = slices.open();
        if (unknown != null) {
          open.add("output '" + output + "': " + unknown);
        }
      }
    }
    if (apart == null && batch != null) {
      try {
        apart = batch.apart(Objects.requireNonNull(models.get(name)), given, trials.constants());
      } catch (InferenceException e) {
        open.add("it does not run on two inputs at once, as the reference does: " + e.getMessage());
      }
    }
    if (apart != null) {
      return row(name, CheckReport.DIFFERS, worst, apart);
    }
    String verdict = stated == null ? CheckReport.NO_TOLERANCE : CheckReport.AGREES;
    return row(name, verdict, worst, null, open.isEmpty() ? null : String.join("; ", open));
  }

  /** What differs by too much of how it varies, whatever the tolerance says, or null. */
  private @Nullable String apart(Map<String, Deviation> deviations) {
    for (Map.Entry<String, Deviation> entry : deviations.entrySet()) {
      double error = entry.getValue().error(trials.constants().contains(entry.getKey()));
      if (error > Deviation.LARGEST_ERROR) {
        return "output '"
            + entry.getKey()
            + "' differs by "
            + Figures.percent(error)
            + " of how much it varies from input to input, as another network's would";
      }
    }
    return null;
  }

  private static @Nullable String mismatch(String name, Tensor wanted, @Nullable Tensor got) {
    if (got == null) {
      return "it gives no output '" + name + "'";
    }
    if (!Arrays.equals(wanted.shape().dims(), got.shape().dims())) {
      return "output '" + name + "': expected shape " + wanted.shape() + ", got " + got.shape();
    }
    boolean strings = wanted.dtype() == DType.STRING && got.dtype() == DType.STRING;
    return strings && !Arrays.equals(wanted.toStrings(), got.toStrings())
        ? "output '" + name + "': its strings differ"
        : null;
  }

  private CheckReport.Row row(
      String name, String verdict, @Nullable Double difference, @Nullable String reason) {
    return row(name, verdict, difference, reason, null);
  }

  private CheckReport.Row row(
      String name,
      String verdict,
      @Nullable Double difference,
      @Nullable String reason,
      @Nullable String note) {
    BundleVariant variant = bundle.variant(name);
    Model model = models.get(name);
    return new CheckReport.Row(
        name,
        variant.file(),
        variant.format(),
        size(name),
        model == null ? null : model.engine().name(),
        difference,
        variant.tolerance().map(each -> CheckReport.shortened(each.toString())).orElse(null),
        verdict,
        reason,
        note);
  }

  private @Nullable Long size(String name) {
    try {
      return bundle.source(name).size();
    } catch (InferenceException e) {
      return null; // it is missing, which is the row's reason
    }
  }
}
