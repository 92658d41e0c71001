package io.infer4j.cli;

import io.infer4j.InferenceEngines;
import io.infer4j.InferenceException;
import io.infer4j.Model;
import io.infer4j.ModelFormat;
import io.infer4j.ModelSource;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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
      "Of the file: format, checksum, inputs, outputs, metadata, where it would run. Without FILE",
      "the engines only, with their options.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  infer4j inspect                                  the engines, and why one cannot be used",
      "  infer4j inspect model.onnx                       what goes in, what comes out",
      "  infer4j inspect model.onnx --accelerator cuda    where it would run if it could choose",
      "  infer4j inspect model.onnx --json | jq '.model.inputs[].name'",
      "",
      "JSON keys:",
      "  model     null without FILE, else: file, format, sizeBytes, sha256, engine, engineVersion,",
      "            inputs[], outputs[] (name, dtype, shape with -1 for a dynamic dimension,",
      "            dimNames, layout, quantization {scales, zeroPoints, axis}, optional), metadata,",
      "            placement {requested, used, notes}; null from engine on if it cannot be loaded",
      "  engines   name, version, formats, accelerators, dtypes, capabilities, options,",
      "            unavailable (the reason, or null); with FILE only engines that read its format",
      "            are started, accelerators and unavailable of the others are null",
      "  problems  engines that were set aside, a sentence each",
      "  error     why the file cannot be loaded, or null"
    })
final class InspectCommand implements Callable<Integer> {
  @Mixin private final LoadArguments loading = new LoadArguments();
  @Mixin private final StandardOptions standard = new StandardOptions();

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "A model file.")
  private @Nullable Path file;

  @Override
  public Integer call() {
    InferenceEngines engines = InferenceEngines.discover();
    if (file == null) {
      List<EngineReport> found = engines.engines().stream().map(EngineReport::of).toList();
      standard.show(new InspectReport(null, found, engines.problems(), null));
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
    standard.show(new InspectReport(model, found, engines.problems(), error));
  }
}
