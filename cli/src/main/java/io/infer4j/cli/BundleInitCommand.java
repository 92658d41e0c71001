package io.infer4j.cli;

import io.infer4j.InferenceEngines;
import io.infer4j.Model;
import io.infer4j.bundle.ModelBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "init",
    sortOptions = false,
    description = {
      "Makes a bundle of model files of one network.",
      "",
      "Copies the files into the folder, unless they lie there, and writes model.properties. What",
      "differs between the files (names, order, NCHW and NHWC, quantised numbers) is found out by",
      "running all of them on the same inputs. What cannot be known is asked for. Outputs that do not",
      "vary with the inputs prove nothing: --input and --range give others.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  infer4j bundle init net model.onnx model.tflite",
      "  infer4j bundle init net model.onnx model.pt --canonical model.onnx",
      "  infer4j bundle init net model.onnx model.tflite --input image=image.npy",
      "  infer4j bundle init net model.onnx --set labels=cat,dog --set metadata.license=MIT",
      "",
      "JSON keys:",
      "  bundle, reference (the variant that the others were compared with), comparedOn",
      "  inputs, outputs  as of 'inspect'",
      "  variants         variant, file, format, engine, findings[], maxDifference, tolerance"
    })
final class BundleInitCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "The bundle's folder.")
  private Path folder = Path.of("");

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "Model files.")
  private List<Path> files = List.of();

  @Option(
      names = "--canonical",
      paramLabel = "FILE",
      description =
          "The file whose names, number types and layouts the application is to see (default: the"
              + " first that tells them and is float32).")
  private @Nullable Path canonical;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "State a key of model.properties; repeat for more.")
  private List<String> stated = List.of();

  @Mixin private final TrialArguments trials = new TrialArguments();
  @Mixin private final StandardOptions standard = new StandardOptions();

  @Override
  public Integer call() {
    trials.check();
    BundleKeys keys = new BundleKeys(stated);
    InferenceEngines engines = InferenceEngines.discover();
    List<CandidateFile> candidates = CandidateFile.of(distinct(), engines);
    keys.checkVariants(candidates.stream().map(CandidateFile::variant).toList());
    Path wanted = canonical == null ? null : files.get(files.indexOf(canonical));
    BundleFolder target = BundleFolder.create(folder);
    boolean done = false;
    try {
      BundleBuilder builder = new BundleBuilder(target, keys, trials, engines);
      builder.begin(candidates);
      CandidateFile first = canonical(candidates, wanted, builder);
      ModelBundle bundle = builder.open(first.variant());
      try (Model reference =
          Trial.load(
              "variant " + first.variant(), () -> bundle.load(first.variant(), trials.loading()))) {
        for (CandidateFile each : candidates) {
          if (!each.equals(first)) {
            builder.add(each, reference, first.variant());
          }
        }
      }
      standard.show(builder.finish(first.variant(), candidates));
      done = true;
    } finally {
      if (!done) {
        target.takeBack();
      }
    }
    return ExitCode.OK;
  }

  private List<Path> distinct() {
    Set<Path> seen = new HashSet<>();
    for (Path file : files) {
      if (!seen.add(file.toAbsolutePath().normalize())) {
        throw new WrongUseException(file + " is named twice");
      }
    }
    if (canonical != null && !files.contains(canonical)) {
      throw new WrongUseException(
          Files.exists(canonical)
              ? "--canonical " + canonical + " is not one of the files " + files
              : "there is no file " + canonical);
    }
    return files;
  }

  /** The file that the application's side is taken from. */
  private static CandidateFile canonical(
      List<CandidateFile> candidates, @Nullable Path wanted, BundleBuilder builder) {
    for (CandidateFile each : candidates) {
      if (wanted == null || each.path().equals(wanted)) {
        try (Model model = builder.load(each)) {
          if (wanted != null || CandidateFile.isFloat32(model)) {
            builder.canonical(each, model);
            return each;
          }
        }
      }
    }
    // None is: the first it is, and what it does not tell the user has to.
    CandidateFile first = candidates.get(0);
    try (Model model = builder.load(first)) {
      builder.canonical(first, model);
      return first;
    }
  }
}
