package io.infer4j.cli;

import io.infer4j.EngineNotFoundException;
import io.infer4j.EngineUnavailableException;
import io.infer4j.InferenceEngines;
import io.infer4j.Model;
import io.infer4j.UnsupportedOperatorException;
import io.infer4j.bundle.BundleVariant;
import io.infer4j.bundle.ModelBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "add",
    sortOptions = false,
    description = {
      "Adds a model file to a bundle, as its last variant.",
      "",
      "What differs from the bundle is found out by running both, as 'bundle init' does.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  infer4j bundle add net model-int8.tflite",
      "  infer4j bundle add net model.pt --name pytorch --set variant.pytorch.atol=1e-4",
      "",
      "JSON keys: those of 'bundle init', with the new variant alone."
    })
final class BundleAddCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "The bundle's folder.")
  private Path folder = Path.of("");

  @Parameters(index = "1", paramLabel = "FILE", description = "A model file.")
  private Path file = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The variant's name (default: by its format, or its format and file).")
  private @Nullable String name;

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
    BundleFolder target = BundleFolder.open(folder);
    ModelBundle bundle = ModelBundle.open(folder).withEngines(engines);
    CandidateFile candidate = candidate(bundle, engines);
    keys.checkVariants(List.of(candidate.variant()));
    boolean done = false;
    try {
      BundleBuilder builder = new BundleBuilder(target, keys, trials, engines);
      builder.begin(List.of(candidate));
      String reference = firstThatLoads(bundle);
      try (Model model =
          Trial.load("variant " + reference, () -> bundle.load(reference, trials.loading()))) {
        builder.add(candidate, model, "");
      }
      standard.show(builder.finish(reference, List.of(candidate)));
      done = true;
    } finally {
      if (!done) {
        target.takeBack();
      }
    }
    return ExitCode.OK;
  }

  private CandidateFile candidate(ModelBundle bundle, InferenceEngines engines) {
    CandidateFile found = CandidateFile.of(List.of(file), engines).get(0);
    for (BundleVariant variant : bundle.variants()) {
      if (found.sha256().equals(variant.sha256())) {
        throw new WrongUseException(
            file + " is the file of variant '" + variant.name() + "' already, byte by byte");
      }
    }
    List<String> taken = bundle.variants().stream().map(BundleVariant::name).toList();
    if (name != null) {
      if (!name.matches("[A-Za-z0-9_-]+")) {
        throw new WrongUseException("--name takes letters, digits, _ and -; got '" + name + "'");
      }
      if (taken.contains(name)) {
        throw new WrongUseException("there is a variant '" + name + "' already: " + taken);
      }
      return found.named(name);
    }
    return taken.contains(found.variant()) ? found.named(found.longName(taken)) : found;
  }

  /** The first variant that can be loaded here. */
  private String firstThatLoads(ModelBundle bundle) {
    List<String> reasons = new ArrayList<>();
    for (BundleVariant variant : bundle.variants()) {
      try {
        Trial.load("variant " + variant.name(), () -> bundle.load(variant.name(), trials.loading()))
            .close();
        return variant.name();
      } catch (EngineNotFoundException
          | EngineUnavailableException
          | UnsupportedOperatorException e) {
        reasons.add("variant " + variant.name() + ": " + e.getMessage());
      }
    }
    throw new EngineNotFoundException(
        "no variant of "
            + folder
            + " can be run here, so nothing can be compared with it: "
            + String.join("; ", reasons));
  }
}
