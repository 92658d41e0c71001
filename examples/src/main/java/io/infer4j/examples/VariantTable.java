package io.infer4j.examples;

import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.Tensor;
import io.infer4j.bundle.BundleVariant;
import io.infer4j.bundle.ModelBundle;
import io.infer4j.compare.Comparison;
import io.infer4j.npy.Npy;
import io.infer4j.score.Scores;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What each variant of the gesture bundle costs in bytes and in accuracy: how often it is right on
 * hands that no model was trained on, how often it says what PyTorch said, and how far its scores
 * are from PyTorch's. Needs an engine for every variant.
 */
public final class VariantTable {
  private final ModelBundle bundle;
  private final Tensor features;
  private final int[] labels;
  private final Tensor reference;

  /** One variant on all hands. */
  record Row(BundleVariant variant, String engine, double accuracy, Comparison comparison) {}

  /** Reads {@code model.properties} and the {@code test-*.npy} beside it. */
  VariantTable(Path folder) {
    bundle = ModelBundle.open(folder);
    features = Npy.read(folder.resolve("test-features.npy"));
    labels = Npy.read(folder.resolve("test-labels.npy")).toInts();
    reference = Npy.read(folder.resolve("test-scores.npy"));
  }

  /**
   * Prints the table.
   *
   * @param args the bundle's folder
   */
  public static void main(String[] args) {
    VariantTable table = new VariantTable(Path.of(args[0]));
    String format = "%-15s %-12s %8s %9s %8s %9s%n";
    System.out.printf(format, "variant", "engine", "bytes", "accuracy", "agrees", "max diff");
    for (BundleVariant variant : table.bundle.variants()) {
      Row row = table.measure(variant);
      System.out.printf(
          format,
          variant.name(),
          row.engine,
          table.bundle.source(variant.name()).size(),
          percent(row.accuracy),
          percent(row.comparison.top1Agreement()),
          String.format(Locale.ROOT, "%.1e", row.comparison.maxAbsolute()));
    }
  }

  Row measure(BundleVariant variant) {
    try (Model model = bundle.load(variant.name(), LoadOptions.defaults().withThreads(1))) {
      Tensor scores = model.run(features).get("scores");
      int[] answers = Scores.argmax(scores.asFloats(), 1, scores.shape().dims());
      int right = 0;
      for (int i = 0; i < answers.length; i++) {
        right += answers[i] == labels[i] ? 1 : 0;
      }
      return new Row(
          variant,
          model.engine().name(),
          right / (double) answers.length,
          Comparison.of(reference, scores, variant.tolerance().orElseThrow()));
    }
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
