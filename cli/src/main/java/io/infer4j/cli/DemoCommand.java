package io.infer4j.cli;

import io.infer4j.Engine;
import io.infer4j.InferenceEngines;
import io.infer4j.InferenceException;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.bundle.BundleVariant;
import io.infer4j.bundle.ModelBundle;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    subcommands = DemoRallyCommand.class,
    description = {
      "Reads real handwritten digits with every engine that is here.",
      "",
      "Shows how right, how equal and how fast the engines on the class path are that a model file",
      "of the digits is there for. Takes a second or two an engine.",
      "",
      "'infer4j demo rally' spots the events of a tennis rally in a video, on one engine.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  infer4j demo",
      "  INFER4J_CLASSPATH='my-backend.jar:libs/*' infer4j demo",
      "  infer4j demo rally --help",
      "  infer4j demo --json | jq '.results[] | {engine, accuracy: .scores.accuracy}'",
      "",
      "It fails (exit code 1) if no engine could run, or one that should could not.",
      "",
      "JSON keys:",
      "  testImages, java, os",
      "  results      engine, engineVersion, model, format, sizeBytes, scores {accuracy,"
          + " agreement,",
      "               maxAbsDifference}, coldStartMillis (or null and coldStartError), latency (as",
      "               in 'run'), error (why there are no scores, or null)",
      "  unavailable  engine, reason",
      "  problems     engines that were set aside, a sentence each"
    })
final class DemoCommand implements Callable<Integer> {
  /** Enough for the JIT to be done with a path as short as this. */
  private static final Latency.Phase WARM_UP = new Latency.Phase(2_000, 400_000_000);

  private static final Latency.Phase MEASURED = new Latency.Phase(2_000, 400_000_000);

  /** A network this small gains nothing from more, and idle threads that spin blur the figures. */
  private static final int THREADS = 1;

  @Mixin private final StandardOptions standard = new StandardOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() {
    InferenceEngines engines = InferenceEngines.discover();
    ModelBundle bundle = Digits.bundle().withEngines(engines);
    Digits digits = Digits.load();
    String java = "Java " + System.getProperty("java.version");
    String os = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    Table table =
        DemoReport.table(
            engines.engines(), bundle.variants().stream().map(BundleVariant::file).toList());
    PrintWriter out = spec.commandLine().getOut();
    if (!standard.isJson()) {
      DemoReport.printTitle(digits.count(), java, os, out);
      table.printNew(out, "");
      out.flush();
    }
    List<DemoReport.Result> results = new ArrayList<>();
    List<DemoReport.Unavailable> unavailable = new ArrayList<>();
    for (Engine engine : engines.engines()) {
      String reason = engine.unavailable().orElse(null);
      if (reason != null) {
        unavailable.add(
            new DemoReport.Unavailable(engine.name(), "cannot be used here: " + reason));
        continue;
      }
      int before = results.size();
      for (BundleVariant variant : bundle.variants()) {
        if (reads(engine, variant.format())) {
          DemoReport.Result result = result(bundle, engine, variant, digits);
          results.add(result);
          DemoReport.addTo(table, result);
          if (!standard.isJson()) {
            // As it comes: all engines together take a while.
            table.printNew(out, "");
            out.flush();
          }
        }
      }
      if (results.size() == before) {
        unavailable.add(
            new DemoReport.Unavailable(
                engine.name(), "there is no digits model of a format that it reads"));
      }
    }
    standard.show(
        new DemoReport(digits.count(), results, unavailable, engines.problems(), java, os));
    if (results.isEmpty()) {
      throw new InferenceException("no engine here could run the demo; 'infer4j inspect' says why");
    }
    boolean failed = results.stream().anyMatch(result -> result.error() != null);
    return failed ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private static boolean reads(Engine engine, String format) {
    return engine.formats().stream().anyMatch(each -> each.name().equals(format));
  }

  private static DemoReport.Result result(
      ModelBundle bundle, Engine engine, BundleVariant variant, Digits digits) {
    DemoReport.Scores scores = null;
    Latency latency = null;
    String error = null;
    LoadOptions options = LoadOptions.defaults().withEngine(engine.name()).withThreads(THREADS);
    try (Model model = bundle.load(variant.name(), options);
        DigitsModel bound = new DigitsModel(model)) {
      scores = compare(bound, digits);
      latency = measure(bound, digits);
    } catch (RuntimeException e) {
      error = String.valueOf(e.getMessage());
    }
    Long coldStart = null;
    String coldStartError = null;
    if (error == null) {
      try {
        coldStart = ColdStart.millis(engine.name(), variant.name());
      } catch (InferenceException e) {
        coldStartError = e.getMessage();
      }
    }
    return new DemoReport.Result(
        engine.name(),
        engine.version(),
        variant.file(),
        variant.format(),
        bundle.source(variant.name()).size(),
        scores,
        coldStart,
        coldStartError,
        latency,
        error);
  }

  private static DemoReport.Scores compare(DigitsModel model, Digits digits) {
    int right = 0;
    int same = 0;
    double maxDifference = 0;
    float[] scores = new float[10];
    for (int i = 0; i < digits.count(); i++) {
      model.scores(digits.image(i), scores);
      float[] reference = digits.referenceScores(i);
      int digit = argmax(scores);
      right += digit == digits.label(i) ? 1 : 0;
      same += digit == argmax(reference) ? 1 : 0;
      for (int k = 0; k < scores.length; k++) {
        maxDifference = Math.max(maxDifference, Math.abs(scores[k] - reference[k]));
      }
    }
    double count = digits.count();
    return new DemoReport.Scores(right / count, same / count, maxDifference);
  }

  private static Latency measure(DigitsModel model, Digits digits) {
    float[] scores = new float[10];
    int[] next = {0};
    return Latency.measure(
        () -> model.scores(digits.image(next[0]++ % digits.count()), scores), WARM_UP, MEASURED);
  }

  private static int argmax(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
