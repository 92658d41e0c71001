package io.infer4j.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Runs {@link TfliteBenchmark} in {@link Rounds} and prints a Markdown table: ratios of times to
 * {@link TfliteRoute#RAW_VIEWS}'s, the median over the rounds with the least and the greatest; and
 * bytes of Java heap per run of the small model (of the large one JMH counts its own).
 *
 * <pre>{@code
 * benchmarks/run tflite        # 5 rounds, about 6 minutes
 * benchmarks/run tflite 11
 * }</pre>
 */
public final class TfliteReport {
  private static final List<TfliteRoute> ROUTES = Arrays.asList(TfliteRoute.values());

  private TfliteReport() {}

  /**
   * Runs and prints.
   *
   * @param args the number of rounds
   */
  public static void main(String[] args) throws RunnerException {
    int rounds = args.length == 0 ? 5 : Integer.parseInt(args[0]);
    List<Column> columns = new ArrayList<>();
    Column small = new Column("one matrix", TfliteModels.FC, 1, rounds);
    columns.add(small);
    columns.add(new Column("MobileNet v1, 1 thread", TfliteModels.MOBILENET, 1, rounds));
    columns.add(new Column("2 threads", TfliteModels.MOBILENET, 2, rounds));
    StringBuilder table = new StringBuilder("|");
    columns.forEach(column -> table.append(" | ").append(column.title));
    table.append(" | heap per run of one matrix |\n|");
    table.append("---|".repeat(2 + columns.size())).append('\n');
    for (int i = 0; i < ROUTES.size(); i++) {
      table.append("| ").append(title(ROUTES.get(i)));
      for (Column column : columns) {
        table.append(" | ").append(column.cell(i));
      }
      table.append(String.format(Locale.ROOT, " | %,.0f B |%n", small.measured.bytes(i)));
    }
    System.out.println("\n" + rounds + " rounds\n\n" + table);
  }

  private static String title(TfliteRoute route) {
    return switch (route) {
      case RAW_VIEWS -> "raw C++ API with XNNPACK, memory fetched once";
      case RAW_C_API -> "raw C API, which has no XNNPACK";
      case INFER4J_BOUND -> "**infer4j, `IoBinding`**";
      case INFER4J_SIMPLE -> "infer4j, `Model.run`";
    };
  }

  private static final class Column {
    private final String title;
    private final Rounds measured;

    Column(String title, TfliteModels model, int threads, int rounds) throws RunnerException {
      this.title = title;
      this.measured =
          new Rounds(
              TfliteBenchmark.class,
              Map.of("model", model.name(), "threads", Integer.toString(threads)),
              ROUTES,
              rounds);
    }

    String cell(int route) {
      return route == 0
          ? "1.00 (" + time(measured.nanos(route)) + ")"
          : String.format(
              Locale.ROOT,
              "%.2f (%.2f to %.2f)",
              measured.ratio(route),
              measured.leastRatio(route),
              measured.greatestRatio(route));
    }

    private static String time(double nanos) {
      return nanos < 1e5
          ? String.format(Locale.ROOT, "%.0f ns", nanos)
          : String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
  }
}
