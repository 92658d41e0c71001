package io.infer4j.cli;

import io.infer4j.InferenceEngines;
import io.infer4j.InferenceException;
import io.infer4j.Model;
import io.infer4j.ModelFormat;
import io.infer4j.ModelSource;
import io.infer4j.bundle.ModelBundle;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "inspect",
    sortOptions = false,
    description = {
      "Shows what is in a model file, and which engines are on the class path.",
      "",
      "Of a bundle (folder or zip): what an application sees, the variants, and which would run.",
      "Of the file: format, checksum, inputs, outputs, metadata, where it would run. Without FILE",
      "the engines only, with their options.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  infer4j inspect                                  the engines, and why one cannot be used",
      "  infer4j inspect model.onnx                       what goes in, what comes out",
      "  infer4j inspect model.onnx --accelerator cuda    where it would run if it could choose",
      "  infer4j inspect digits.zip                       what is in a bundle",
      "  infer4j inspect model.onnx --json | jq '.model.inputs[].name'",
      "",
      "JSON keys:",
      "  model     null without FILE or for a bundle, else: file, format, sizeBytes, sha256,",
      "            engine, engineVersion, inputs[], outputs[] (name, dtype, shape with -1 for a",
      "            dynamic dimension, dimNames, layout, quantization {scales, zeroPoints, axis},",
      "            optional), metadata, placement {requested, used, notes}; null from engine on if",
      "            it cannot be loaded",
      "  bundle    null unless FILE is one, else: name, inputs[], outputs[], labels, metadata,",
      "            preprocessing, variants[] (variant, format, file, tolerance, accuracy), engine,",
      "            engineVersion, placement (of the variant that would run, null if none can)",
      "  engines   name, version, formats, accelerators, dtypes, capabilities, options,",
      "            unavailable (the reason, or null); with FILE only engines that read its format",
      "            are started, accelerators and unavailable of the others are null",
      "  problems  engines that were set aside, a sentence each",
      "  error     why the file cannot be loaded, or null"
    })
final class InspectCommand implements Callable<Integer> {
  @Mixin private final LoadArguments loading = new LoadArguments();
  @Mixin private final StandardOptions standard = new StandardOptions();

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "A model file, or a bundle.")
  private @Nullable Path file;

  @Override
  public Integer call() {
    InferenceEngines engines = InferenceEngines.discover();
    if (file != null && BundleFolder.isBundle(file)) {
      return inspect(ModelBundle.open(file).withEngines(engines), engines);
    }
    if (file == null) {
      List<EngineReport> found = engines.engines().stream().map(EngineReport::of).toList();
      standard.show(new InspectReport(null, null, found, engines.problems(), null));
      return ExitCode.OK;
    }
    ModelSource source = ModelSource.of(file);
    ModelFormat format = engines.formatOf(source).orElse(null);
    try (Model model = loading.load(engines, source)) {
      show(engines, source, format, model, null);
      return ExitCode.OK;
    } catch (InferenceException e) {
      show(engines, source, format, null, e.getMessage());
      throw e; // to be said on stderr
    }
  }

  private int inspect(ModelBundle bundle, InferenceEngines engines) {
    try (Model model = loading.load(bundle, null)) {
      show(BundleReport.of(bundle, model), engines, null);
      return ExitCode.OK;
    } catch (InferenceException e) {
      show(BundleReport.of(bundle, null), engines, e.getMessage());
      throw e; // to be said on stderr
    }
  }

  private void show(BundleReport bundle, InferenceEngines engines, @Nullable String error) {
    Set<String> formats =
        bundle.variants().stream()
            .map(BundleReport.Variant::format)
            .collect(Collectors.toUnmodifiableSet());
    List<EngineReport> found =
        engines.engines().stream()
            .map(
                engine ->
                    engine.formats().stream().anyMatch(each -> formats.contains(each.name()))
                        ? EngineReport.of(engine)
                        : EngineReport.notStarted(engine))
            .toList();
    standard.show(new InspectReport(null, bundle, found, engines.problems(), error));
  }

  private void show(
      InferenceEngines engines,
      ModelSource source,
      @Nullable ModelFormat format,
      @Nullable Model loaded,
      @Nullable String error) {
    List<EngineReport> found =
        engines.engines().stream()
            .map(
                engine ->
                    format != null && engine.formats().contains(format)
                        ? EngineReport.of(engine)
                        : EngineReport.notStarted(engine))
            .toList();
    ModelReport model = ModelReport.of(source, format == null ? null : format.name(), loaded);
    standard.show(new InspectReport(model, null, found, engines.problems(), error));
  }
}
