package io.infer4j.cli;

import io.infer4j.DType;
import io.infer4j.Layout;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Finds the canonical outputs among a file's by their values in the same trials. */
final class OutputMatch {
  private final List<TensorSpec> canonical;
  private final Trials trials;
  private final List<String> constants;
  private final List<TensorSpec> file;
  private final List<Map<String, Tensor>> actual;
  private final BundleKeys keys;
  private final String prefix;

  OutputMatch(
      List<TensorSpec> canonical,
      Trials trials,
      List<String> constants,
      List<TensorSpec> file,
      List<Map<String, Tensor>> actual,
      BundleKeys keys,
      String prefix) {
    this.canonical = canonical;
    this.trials = trials;
    this.constants = constants;
    this.file = file;
    this.actual = actual;
    this.keys = keys;
    this.prefix = prefix;
  }

  /** Whether a second explanation is about as good as the best. */
  static boolean isRival(double error, double best) {
    return error <= Deviation.LARGEST_ERROR && error < 3 * best + 1e-4;
  }

  /**
   * The nearest output of the file for each canonical one, in their order.
   *
   * @throws MissingKeysException if two are equally near
   * @throws IllegalArgumentException if the file has none of a shape that fits
   */
  List<OutputPart> find() {
    List<OutputPart> all = new ArrayList<>();
    for (int i = 0; i < canonical.size(); i++) {
      List<OutputPart> found = candidates(i);
      if (found.isEmpty()) {
        throw new IllegalArgumentException(
            "it has no output that could be '" + canonical.get(i).name() + "' " + shapes(i));
      }
      all.addAll(found);
    }
    all.sort(
        Comparator.comparingDouble(OutputPart::error)
            .thenComparing(part -> !hasSameName(part))
            .thenComparing(part -> part.axes().kind()));
    OutputPart[] chosen = new OutputPart[canonical.size()];
    boolean[] taken = new boolean[file.size()];
    for (OutputPart part : all) {
      if (chosen[part.canonical()] == null && !taken[part.file()]) {
        OutputPart best = bestOf(part, all, taken);
        chosen[part.canonical()] = best;
        taken[best.file()] = true;
      }
    }
    if (Arrays.asList(chosen).contains(null)) {
      throw new IllegalArgumentException(
          "it has fewer outputs that fit than the " + canonical.size() + " canonical ones");
    }
    return List.of(chosen);
  }

  private String shapes(int index) {
    long[] dims = expectedTensor(0, index).shape().dims();
    List<String> theirs = new ArrayList<>();
    actual.get(0).forEach((name, tensor) -> theirs.add(name + " " + tensor.shape()));
    return Arrays.toString(dims) + "; it has " + theirs;
  }

  private boolean hasSameName(OutputPart part) {
    return file.get(part.file()).name().equals(canonical.get(part.canonical()).name());
  }

  /** The part, unless another is as near: then the one of the same name. */
  private OutputPart bestOf(OutputPart part, List<OutputPart> all, boolean... taken) {
    for (OutputPart other : all) {
      boolean rival = other.canonical() == part.canonical() && !taken[other.file()];
      if (!rival || other.equals(part) || !isRival(other.error(), part.error())) {
        continue;
      }
      String key = prefix + "output." + part.canonical() + ".";
      String both =
          "output '" + canonical.get(part.canonical()).name() + "' may be either of two: ";
      if (other.file() == part.file()) {
        throw new MissingKeysException(
            both + "the axes as they are or in another order give the same numbers",
            layoutExamples(key, part, other));
      }
      if (!hasSameName(part) && hasSameName(other)) {
        return other;
      }
      if (!hasSameName(part)) {
        String name = file.get(part.file()).name();
        throw new MissingKeysException(
            both + "'" + name + "' and '" + file.get(other.file()).name() + "' are equally near",
            List.of(key + "name=" + name));
      }
    }
    return part;
  }

  private static List<String> layoutExamples(String key, OutputPart part, OutputPart other) {
    AxisChoice named = part.axes().fileLayout() == null ? other.axes() : part.axes();
    return named.fileLayout() == null
        ? List.of(key + "layout=NHWC")
        : List.of(key + "layout=" + named.fileLayout());
  }

  private List<OutputPart> candidates(int index) {
    String key = prefix + "output." + index + ".";
    Integer stated = InputSuppositions.stated(keys, key, file);
    Tensor wanted = expectedTensor(0, index);
    TensorSpec spec = concrete(canonical.get(index), wanted);
    List<OutputPart> usual = new ArrayList<>();
    List<OutputPart> odd = new ArrayList<>();
    for (int i = 0; i < file.size(); i++) {
      Tensor tensor = actual.get(0).get(file.get(i).name());
      if (tensor == null || (stated != null && stated != i)) {
        continue;
      }
      if ((tensor.dtype() == DType.STRING) != (wanted.dtype() == DType.STRING)) {
        continue;
      }
      TensorSpec theirs = concrete(file.get(i), tensor);
      for (AxisChoice axes : AxisChoices.between(spec, theirs, keys.get(key + "layout"))) {
        OutputPart part = new OutputPart(index, i, axes, error(index, i, axes));
        boolean isOdd = axes.kind() == AxisChoice.Kind.ODD;
        if (!isSameMemory(isOdd ? odd : usual, part, wanted)) {
          (isOdd ? odd : usual).add(part);
        }
      }
    }
    boolean explained = usual.stream().anyMatch(part -> part.error() <= Deviation.LARGEST_ERROR);
    return explained || odd.isEmpty() ? usual : join(usual, odd);
  }

  private static List<OutputPart> join(List<OutputPart> a, List<OutputPart> b) {
    List<OutputPart> both = new ArrayList<>(a);
    both.addAll(b);
    return both;
  }

  /** Whether another order of axes before it moves nothing but axes of size 1 otherwise. */
  private static boolean isSameMemory(List<OutputPart> before, OutputPart part, Tensor wanted) {
    long[] dims = wanted.shape().dims();
    double[] places = new double[wanted.elements()];
    Arrays.setAll(places, i -> i);
    double[] moved = part.axes().toFile(places, dims);
    return before.stream()
        .filter(other -> other.file() == part.file())
        .anyMatch(other -> Arrays.equals(other.axes().toFile(places, dims), moved));
  }

  private static TensorSpec concrete(TensorSpec spec, Tensor tensor) {
    TensorSpec concrete = TensorSpec.of(spec.name(), tensor.dtype(), tensor.shape());
    if (spec.quantization() != null) {
      concrete = concrete.withQuantization(spec.quantization());
    }
    Layout layout = spec.layout();
    return layout != null && layout.rank() == tensor.shape().rank()
        ? concrete.withLayout(layout)
        : concrete;
  }

  private Tensor expectedTensor(int trial, int index) {
    return trials.expected(trial, canonical.get(index).name());
  }

  private double error(int index, int fileIndex, AxisChoice axes) {
    TensorSpec spec = file.get(fileIndex);
    FileSide side = new FileSide(axes, canonical.get(index), spec);
    Deviation deviation = new Deviation();
    for (int trial = 0; trial < trials.expected().size(); trial++) {
      Tensor wanted = expectedTensor(trial, index);
      Tensor got = actual.get(trial).get(spec.name());
      if (got == null || got.elements() != wanted.elements()) {
        return Double.POSITIVE_INFINITY;
      }
      if (wanted.dtype() == DType.STRING) {
        if (!Arrays.equals(wanted.toStrings(), got.toStrings())) {
          return Double.POSITIVE_INFINITY;
        }
      } else {
        deviation.add(side.real(wanted), side.toCanonical(got, wanted.shape().dims()));
      }
    }
    return deviation.error(constants.contains(canonical.get(index).name()));
  }
}
