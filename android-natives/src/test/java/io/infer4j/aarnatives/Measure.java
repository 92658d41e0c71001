package io.infer4j.aarnatives;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Memory and start of the Android bindings on the AARs' natives, beside the desktop's: {@code
 * android-natives/measure} runs this, which starts a JVM for each line of its table in each round.
 * Printed are medians.
 */
final class Measure {
  private Measure() {}

  private record Row(
      String runtime,
      String binding,
      Aar aar,
      TestBundle bundle,
      String variant,
      List<double[]> all) {
    double median(int figure) {
      return Measure.median(all.stream().mapToDouble(each -> each[figure]).toArray());
    }

    String line() {
      return String.format(
          Locale.ROOT,
          "| %s | %s | %s | %.0f | %.0f | %.0f | %.0f | %.0f | %.1f |",
          runtime,
          binding.equals("android") ? "AAR on glibc" : "desktop",
          bundle.open().variant(variant).file(),
          median(0),
          median(1),
          median(2),
          median(3),
          median(4),
          median(5));
    }
  }

  /**
   * Measures and prints a Markdown table.
   *
   * @param args how many rounds
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int rounds = Integer.parseInt(args[0]);
    List<Row> rows = new ArrayList<>();
    for (TestBundle bundle : TestBundle.ALL) {
      if (!bundle.classifies()) {
        continue; // thousands of runs of the rally would take long
      }
      for (Aar aar : Aar.values()) {
        boolean torch = aar == Aar.PYTORCH;
        for (String binding : List.of("android", "desktop")) {
          rows.add(
              new Row(
                  torch ? "PyTorch" : "TensorFlow Lite",
                  binding,
                  aar,
                  bundle,
                  torch ? "torch-lite" : "tflite-float32",
                  new ArrayList<>()));
        }
      }
    }
    for (Row row : rows) {
      measure(row); // not counted: the first fetches files from the disk
    }
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < rows.size(); i++) {
        Row row = rows.get((i + round) % rows.size());
        row.all.add(measure(row));
      }
    }
    System.out.println(
        """
        | runtime | binding | model | main to first result, ms | resident: JVM, MB | model loaded, MB \
        | after 1,000 runs, MB | native libraries, MB | one run, µs |
        |---|---|---|--:|--:|--:|--:|--:|--:|""");
    for (Row row : rows) {
      System.out.println(row.line());
    }
  }

  private static double[] measure(Row row) throws IOException, InterruptedException {
    boolean android = row.binding.equals("android");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-Djava.util.logging.config.file=/dev/null",
            "-cp",
            android ? ClassPath.rig() : ClassPath.desktop(),
            Measured.class.getName(),
            row.binding,
            row.aar.name(),
            row.bundle.name(),
            row.variant);
    if (!android) {
      builder.environment().remove("LD_LIBRARY_PATH");
    }
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      if (line == null || process.waitFor() != 0) {
        throw new IllegalStateException(row + " failed, printing " + line);
      }
      return Stream.of(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
