package io.infer4j.cli;

import io.infer4j.DType;
import io.infer4j.InferenceEngines;
import io.infer4j.InferenceException;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.ModelSource;
import io.infer4j.Outputs;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.bundle.ModelBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    sortOptions = false,
    description = {"Runs a model on NumPy files or on random values, and measures it.", ""},
    footerHeading = "%nExamples:%n",
    footer = {
      "  infer4j run model.onnx --random 1                     does it run at all?",
      "  infer4j run model.onnx --random 1 --shape image=4,3,224,224",
      "  infer4j run model.onnx --input a=a.npy --input b=b.npy --output-dir out",
      "  infer4j run model.onnx --input x=float64.npy --convert",
      "  infer4j run model.onnx --random 1 --repeat 1000 --threads 2",
      "  infer4j run bundle --variant tflite --random 1",
      "  infer4j run model.onnx --random 1 --json | jq '.outputs[].mean'",
      "",
      "A percentile is shown only if there were runs enough to tell it: 11 for p50, 64 for p90,",
      "130 for p95, 662 for p99.",
      "",
      "JSON keys:",
      "  model, engine, engineVersion, placement {requested, used, notes}",
      "  inputs    name, dtype, shape, source (the file, or 'random')",
      "  outputs   name, dtype, shape, min, max, mean (of what is not NaN; else null), nan (how",
      "            many), first (8 values), file (or null)",
      "  latency   null without --repeat, else: runs, warmUpRuns, p50Micros, p90Micros, p95Micros,",
      "            p99Micros (null if there were too few runs), maxMicros, meanMicros,",
      "            runsPerSecond",
      "  NaN and infinities are the strings \"NaN\", \"Infinity\", \"-Infinity\""
    })
final class RunCommand implements Callable<Integer> {
  private static final int LEAST_WARM_UP = 10;

  @Parameters(paramLabel = "FILE", description = "A model file, or a bundle (folder or zip).")
  private Path file = Path.of("");

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description = "Run this variant of a bundle (default: the first that can be run here).")
  private @Nullable String variant;

  @Option(
      names = "--input",
      paramLabel = "NAME=FILE.npy",
      description = "Read this input from this file; repeat for more.")
  private List<String> inputs = List.of();

  @Option(
      names = "--random",
      paramLabel = "SEED",
      description =
          "Fill what --input does not give: floats 0 to 1, integers 0 to 9, letters; dynamic"
              + " dimensions become 1. The same seed gives the same values.")
  private @Nullable Long seed;

  @Option(
      names = "--range",
      paramLabel = "LOW,HIGH",
      split = ",",
      hideParamSyntax = true,
      description =
          "Of the random numbers, integers too (default: 0,1 for floats, 0,9 for others).")
  private List<Double> range = List.of();

  @Option(
      names = "--shape",
      paramLabel = "NAME=N,N",
      description = "The shape of a random input; repeat for more.")
  private List<String> shapes = List.of();

  @Option(names = "--convert", description = "Convert files of another dtype than the input's.")
  private boolean convert;

  @Option(
      names = "--output-dir",
      paramLabel = "DIR",
      description = "Write each output there as a .npy file, replacing what is there.")
  private @Nullable Path outputDir;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "Then run N more times over fixed memory and show how long that took.")
  private long repeat;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      description = "Unmeasured runs before --repeat (default: a tenth of it, at least 10).")
  private @Nullable Long warmUp;

  @Mixin private final LoadArguments loading = new LoadArguments();
  @Mixin private final StandardOptions standard = new StandardOptions();

  @Override
  public Integer call() {
    if (repeat < 0 || (warmUp != null && warmUp < 0)) {
      throw new WrongUseException("--repeat and --warmup take 0 or more");
    }
    try (Model model = load()) {
      Map<String, String> files = Assignments.split("--input", inputs, model);
      Map<String, Tensor> tensors = gather(model, files);
      OutputFiles outputFiles = outputDir == null ? null : OutputFiles.into(outputDir);
      List<TensorReport> outputs = new ArrayList<>();
      run(model, tensors, files)
          .asMap()
          .forEach(
              (name, tensor) -> {
                String written =
                    outputFiles == null ? null : outputFiles.write(name, tensor).toString();
                outputs.add(TensorReport.of(name, tensor, written));
              });
      standard.show(
          new RunReport(
              file.toString(),
              model.engine().name(),
              model.engine().version(),
              ModelReport.PlacementReport.of(model.placement()),
              describe(tensors, files),
              outputs,
              repeat == 0 ? null : measure(model, tensors)));
    }
    return ExitCode.OK;
  }

  private Outputs run(Model model, Map<String, Tensor> tensors, Map<String, String> files) {
    try {
      return model.run(tensors);
    } catch (InferenceException e) {
      String hint = seed == null ? "" : hint(model, tensors, files);
      if (hint.isEmpty()) {
        throw e;
      }
      throw new InferenceException(e.getMessage() + hint, e);
    }
  }

  /** What of the random inputs may not have been to the model's liking. */
  private String hint(Model model, Map<String, Tensor> tensors, Map<String, String> files) {
    Map<String, String> asked = Assignments.split("--shape", shapes, model);
    StringBuilder hint = new StringBuilder();
    for (TensorSpec spec : model.inputs()) {
      Tensor tensor = tensors.get(spec.name());
      if (tensor == null || files.containsKey(spec.name())) {
        continue;
      }
      boolean open = spec.shape().hasRank() && !spec.shape().isStatic();
      if (open && !asked.containsKey(spec.name())) {
        hint.append(
            "; input '%s' %s was taken as %s: --shape '%s=%s' or the like gives another"
                .formatted(
                    spec.name(), spec.shape(), tensor.shape(), spec.name(), larger(spec.shape())));
      }
      boolean integers = !tensor.dtype().isFloatingPoint() && tensor.dtype() != DType.STRING;
      if (integers && tensor.dtype() != DType.BOOL && range.isEmpty()) {
        hint.append(
            "; input '%s' was given integers from 0 to 9: --range 0,1 gives smaller ones"
                .formatted(spec.name()));
      }
    }
    return hint.toString();
  }

  private static String larger(Shape shape) {
    List<String> dims = new ArrayList<>();
    for (long dim : shape.dims()) {
      dims.add(dim != Shape.DYNAMIC ? Long.toString(dim) : dims.isEmpty() ? "1" : "100");
    }
    return String.join(",", dims);
  }

  private Model load() {
    if (BundleFolder.isBundle(file)) {
      return loading.load(ModelBundle.open(file), variant);
    }
    if (variant != null) {
      throw new WrongUseException("--variant is for bundles, " + file + " is a model file");
    }
    return loading.load(InferenceEngines.discover(), ModelSource.of(file));
  }

  private Map<String, Tensor> gather(Model model, Map<String, String> files) {
    Map<String, String> wanted = Assignments.split("--shape", shapes, model);
    double[] limits = TrialArguments.limits(range);
    if (seed == null && limits != null) {
      throw new WrongUseException("--range is for random inputs: add --random SEED");
    }
    if (seed == null && !wanted.isEmpty()) {
      throw new WrongUseException("--shape is for random inputs: add --random SEED");
    }
    for (String name : wanted.keySet()) {
      if (files.containsKey(name)) {
        throw new WrongUseException("input '" + name + "' has both --input and --shape");
      }
    }
    return new InputTensors(model.inputs(), files, wanted)
        .gather(seed == null ? null : new RandomTensors(seed, limits, Map.of()), convert);
  }

  private static List<RunReport.Input> describe(
      Map<String, Tensor> tensors, Map<String, String> files) {
    List<RunReport.Input> described = new ArrayList<>();
    tensors.forEach(
        (name, tensor) -> {
          String source = files.getOrDefault(name, "random");
          described.add(RunReport.Input.of(name, tensor, source));
        });
    return described;
  }

  private Latency measure(Model model, Map<String, Tensor> tensors) {
    long unmeasured = warmUp != null ? warmUp : Math.max(LEAST_WARM_UP, repeat / 10);
    try (IoBinding binding = model.bindTo(tensors)) {
      return Latency.measure(
          binding::run, Latency.Phase.ofRuns(unmeasured), Latency.Phase.ofRuns(repeat));
    }
  }
}
