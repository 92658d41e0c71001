package io.infer4j.cli;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code bundle check} says.
 *
 * @param reference the variant that the others were compared with, null if none could be loaded
 * @param inputs what they were compared on, in words
 */
record CheckReport(
    String bundle, @Nullable String reference, @Nullable String inputs, List<Row> variants)
    implements Report {

  static final String REFERENCE = "reference";
  static final String AGREES = "agrees";
  static final String DIFFERS = "differs";
  static final String UNPROVEN = "unproven";
  static final String NO_TOLERANCE = "no tolerance";
  static final String NO_ENGINE = "no engine";
  static final String FAILED = "failed";

  /**
   * A variant; {@code reason} says why it is not as it should be, {@code note} what is not known.
   */
  record Row(
      String variant,
      String file,
      String format,
      @Nullable Long sizeBytes,
      @Nullable String engine,
      @Nullable Double maxDifference,
      @Nullable String tolerance,
      String verdict,
      @Nullable String reason,
      @Nullable String note) {

    boolean isWrong(boolean skipMissing) {
      return switch (verdict) {
        case DIFFERS, UNPROVEN, FAILED -> true;
        case NO_ENGINE -> !skipMissing;
        default -> false;
      };
    }
  }

  @Override
  public void print(PrintWriter out) {
    out.println(
        Visible.of(bundle)
            + (reference == null ? "" : ", compared with " + reference + " on " + inputs));
    Table table = new Table("llrlrll");
    table.row("variant", "file", "size", "engine", "max difference", "tolerance", "verdict");
    for (Row row : variants) {
      table.row(
          row.variant,
          row.file,
          row.sizeBytes == null ? "" : Figures.bytes(row.sizeBytes),
          row.engine == null ? "" : row.engine,
          difference(row.maxDifference),
          row.tolerance == null ? "" : row.tolerance,
          row.verdict);
    }
    table.print(out, "  ");
    for (Row row : variants) {
      print(row.variant, row.reason, out);
      print(row.variant, row.note, out);
    }
  }

  private static void print(String variant, @Nullable String words, PrintWriter out) {
    if (words != null) {
      Table line = new Table("ll");
      line.row(variant + ":", words);
      line.print(out, "  ");
    }
  }

  static String difference(@Nullable Double difference) {
    return difference == null ? "" : difference == 0 ? "0" : Figures.format("%.2g", difference);
  }

  /** {@code atol 0.1} and the like, for {@code allclose(atol 0.1, rtol 0.0)}. */
  static String shortened(String tolerance) {
    return tolerance
        .replaceAll("^allclose\\((.*)\\)$", "$1")
        .replace(", rtol 0.0", "")
        .replaceFirst("^atol 0\\.0, ", "");
  }
}
