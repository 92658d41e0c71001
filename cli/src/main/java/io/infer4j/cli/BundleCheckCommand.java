package io.infer4j.cli;

import io.infer4j.InferenceEngines;
import io.infer4j.bundle.BundleVariant;
import io.infer4j.bundle.ModelBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "check",
    sortOptions = false,
    description = {
      "Checks a bundle: each file has its SHA-256, loads, is what the bundle says of it, and answers",
      "as the first variant that loads, within the tolerance (atol, rtol) that the bundle states and",
      "near beside how much the answers vary from input to input.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  infer4j bundle check digits",
      "  infer4j bundle check digits.zip --input image=images.npy",
      "  infer4j bundle check digits --json | jq '.variants[] | select(.verdict == \"differs\")'",
      "",
      "Verdicts: reference, agrees, differs, unproven (the inputs do not tell networks apart), no",
      "tolerance (nothing is stated to compare with), no engine (not checked), failed. Exit code 1",
      "if one differs, is unproven, failed or has no engine here.",
      "",
      "JSON keys:",
      "  bundle, reference (a variant's name, null if none loads), inputs (in words)",
      "  variants  variant, file, format, sizeBytes, engine, maxDifference, tolerance, verdict,",
      "            reason"
    })
final class BundleCheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR|ZIP", description = "A bundle's folder or zip file.")
  private Path bundle = Path.of("");

  @Option(
      names = "--skip-missing",
      description =
          "A variant that no engine here can run is no failure; it is listed all the same.")
  private boolean skipMissing;

  @Mixin private final TrialArguments trials = new TrialArguments();
  @Mixin private final StandardOptions standard = new StandardOptions();

  @Override
  public Integer call() {
    trials.check();
    if (!Files.exists(bundle)) {
      throw new WrongUseException("there is no bundle " + bundle);
    }
    if (!BundleFolder.isBundle(bundle)) {
      throw new WrongUseException(
          bundle
              + " is no bundle: expected a folder or zip file with model.properties"
              + " ('infer4j inspect' and 'infer4j run' take a model file)");
    }
    ModelBundle opened = ModelBundle.open(bundle).withEngines(InferenceEngines.discover());
    List<String> names = opened.variants().stream().map(BundleVariant::name).toList();
    CheckReport report = new BundleCheck(opened, trials, Map.of()).run(names);
    standard.show(report);
    List<CheckReport.Row> wrong =
        report.variants().stream().filter(row -> row.isWrong(skipMissing)).toList();
    if (!wrong.isEmpty() || report.reference() == null) {
      // Said on stderr, too.
      throw new IllegalArgumentException(
          wrong.size()
              + " of "
              + names.size()
              + " variants of "
              + bundle
              + (wrong.size() == 1 ? " does" : " do")
              + " not pass: "
              + wrong.stream()
                  .map(row -> row.variant() + " (" + row.verdict() + ")")
                  .collect(Collectors.joining(", ")));
    }
    return ExitCode.OK;
  }
}
