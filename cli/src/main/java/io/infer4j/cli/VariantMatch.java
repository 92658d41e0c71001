package io.infer4j.cli;

import io.infer4j.DType;
import io.infer4j.InferenceException;
import io.infer4j.Model;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a file's inputs and outputs are to a bundle's canonical ones: by names and shapes
 * what can be, and then by running both on the same inputs.
 */
final class VariantMatch {
  private final Model reference;
  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;
  private final Model file;
  private final List<TensorSpec> fileInputs;
  private final TrialArguments trials;
  private final BundleKeys keys;
  private final String prefix;
  private final Map<String, Trials> expected = new HashMap<>();
  private @Nullable String referenceFailure;
  private @Nullable String lastFailure;

  /**
   * Prepares the search.
   *
   * @param reference gives the canonical outputs
   * @param inputs the canonical inputs
   * @param outputs the canonical outputs
   * @param file the new variant's model as it is
   * @param prefix of the new variant's keys
   */
  VariantMatch(
      Model reference,
      List<TensorSpec> inputs,
      List<TensorSpec> outputs,
      Model file,
      TrialArguments trials,
      BundleKeys keys,
      String prefix) {
    this.reference = reference;
    this.inputs = inputs;
    this.outputs = outputs;
    this.file = file;
    this.fileInputs = new StatedScales(keys, prefix + "input.").applied(file.inputs(), inputs);
    this.trials = trials;
    this.keys = keys;
    this.prefix = prefix;
  }

  /**
   * What explains the file's answers best.
   *
   * @throws MissingKeysException if two explanations are equally good
   * @throws IllegalArgumentException if none is any good
   */
  VariantFinding find() {
    long needed = fileInputs.stream().filter(spec -> !spec.isOptional()).count();
    if (needed > inputs.size()) {
      throw new IllegalArgumentException(
          "it takes " + needed + " inputs, the bundle has " + inputs.size());
    }
    InputSuppositions all = new InputSuppositions(inputs, fileInputs, keys, prefix);
    boolean tried = false;
    VariantFinding nearest = null;
    for (int stage = 0; stage < 3; stage++) {
      List<List<InputPart>> some = all.find(stage == 0, stage == 2);
      if (some.size() > InputSuppositions.MOST) {
        throw new MissingKeysException(
            "there are too many ways in which its inputs may be the bundle's",
            List.of(prefix + "input.0.name=" + fileInputs.get(0).name()));
      }
      tried |= !some.isEmpty();
      VariantFinding best = best(some);
      if (best != null && best.error() <= Deviation.LARGEST_ERROR) {
        return best;
      }
      nearest =
          nearest == null || (best != null && best.error() < nearest.error()) ? best : nearest;
    }
    throw new IllegalArgumentException(reason(tried, nearest));
  }

  private String reason(boolean tried, @Nullable VariantFinding nearest) {
    if (!tried) {
      return "no order of axes makes its inputs " + fileInputs + " of the bundle's " + inputs;
    }
    if (nearest == null && lastFailure == null) {
      return "the reference runs on none of the inputs tried (see --shape, --range and --input): "
          + referenceFailure;
    }
    if (nearest == null) {
      return "it ran on none of the inputs tried: " + lastFailure;
    }
    OutputPart worst = nearest.worstOutput();
    return "it is another network, or was given inputs that it is not made for (see --range and"
        + " --input): its nearest output to '"
        + outputs.get(worst.canonical()).name()
        + "' is '"
        + nearest.fileOutputs().get(worst.file()).name()
        + "', which differs by "
        + Figures.percent(worst.error())
        + " of the standard deviation";
  }

  private @Nullable VariantFinding best(List<List<InputPart>> suppositions) {
    List<VariantFinding> findings = new ArrayList<>();
    for (List<InputPart> parts : suppositions) {
      Trials given = given(parts);
      if (given == null) {
        continue;
      }
      try {
        VariantFinding finding = run(parts, given);
        if (findings.stream().noneMatch(finding::hasSameMemory)) {
          findings.add(finding);
        }
      } catch (MissingKeysException e) {
        throw e;
      } catch (InferenceException | IllegalArgumentException e) {
        lastFailure = e.getMessage();
      }
    }
    VariantFinding best = null;
    for (VariantFinding finding : findings) {
      best = best == null || finding.error() < best.error() ? finding : best;
    }
    for (VariantFinding other : findings) {
      if (best != null && !other.equals(best) && OutputMatch.isRival(other.error(), best.error())) {
        throw ambiguous(best, other);
      }
    }
    return best;
  }

  private MissingKeysException ambiguous(VariantFinding best, VariantFinding other) {
    for (int i = 0; i < inputs.size(); i++) {
      InputPart part = best.inputs().get(i);
      InputPart rival = other.inputs().get(i);
      String key = prefix + "input." + i + ".";
      String name = "input '" + inputs.get(i).name() + "' may be either of two: ";
      if (part.file() != rival.file()) {
        String theirs = fileInputs.get(part.file()).name();
        return new MissingKeysException(
            name
                + "'"
                + theirs
                + "' and '"
                + fileInputs.get(rival.file()).name()
                + "' give the same outputs",
            List.of(key + "name=" + theirs));
      }
      if (!part.axes().equals(rival.axes())) {
        AxisChoice named = part.axes().fileLayout() == null ? rival.axes() : part.axes();
        String from = named.canonicalLayout();
        String to = named.fileLayout();
        return new MissingKeysException(
            name + "its axes as they are and in another order give the same outputs",
            List.of(
                "input." + i + ".layout=" + (from == null ? "NCHW" : from),
                key + "layout=" + (to == null ? "NHWC" : to)));
      }
    }
    throw new IllegalStateException("two equal suppositions");
  }

  /**
   * What the reference answers to inputs that suit these parts, or null where it does not run.
   *
   * @throws IllegalArgumentException if the answers prove nothing
   */
  private @Nullable Trials given(List<InputPart> parts) {
    List<TensorSpec> specs = new ArrayList<>();
    Map<String, double[]> ranges = new LinkedHashMap<>();
    for (InputPart part : parts) {
      TensorSpec canonical = inputs.get(part.canonical());
      TensorSpec theirs = fileInputs.get(part.file());
      DType dtype = canonical.dtype();
      specs.add(TensorSpec.of(canonical.name(), dtype, joined(part, canonical, theirs)));
      double[] range = FileSide.range(theirs);
      if (range != null) {
        ranges.put(canonical.name(), range);
      }
    }
    String key = specs + " " + ranges.keySet();
    Trials given = expected.get(key);
    if (given == null) {
      try {
        given = trials.run(reference, specs, ranges);
      } catch (InferenceException e) {
        referenceFailure = e.getMessage();
        return null;
      }
      String unproven = given.unproven(trials.constants());
      if (unproven != null) {
        throw new IllegalArgumentException(unproven);
      }
      expected.put(key, given);
    }
    return given;
  }

  private VariantFinding run(List<InputPart> parts, Trials given) {
    List<Map<String, Tensor>> fed = new ArrayList<>();
    List<Map<String, Tensor>> actual = new ArrayList<>();
    for (Map<String, Tensor> trial : given.inputs()) {
      Map<String, Tensor> own = new LinkedHashMap<>();
      for (InputPart part : parts) {
        TensorSpec canonical = inputs.get(part.canonical());
        TensorSpec theirs = fileInputs.get(part.file());
        Tensor tensor = trial.get(canonical.name());
        if (tensor != null) {
          own.put(theirs.name(), new FileSide(part.axes(), canonical, theirs).toFile(tensor));
        }
      }
      fed.add(own);
      actual.add(Trial.run(file, own).asMap());
    }
    List<TensorSpec> fileOutputs =
        new StatedScales(keys, prefix + "output.").applied(file.outputs(), outputs);
    List<OutputPart> found =
        new OutputMatch(outputs, given, trials.constants(), fileOutputs, actual, keys, prefix)
            .find();
    return new VariantFinding(parts, fileInputs, found, fileOutputs, actual.get(0), fed.get(0));
  }

  /** The canonical shape with what the reference or the file fixes of it. */
  private Shape joined(InputPart part, TensorSpec canonical, TensorSpec theirs) {
    Shape shape = canonical.shape();
    if (!shape.hasRank()) {
      return theirs.shape();
    }
    Shape running = reference.inputs().get(part.canonical()).shape();
    long[] dims = shape.dims();
    String[] names = new String[dims.length];
    for (int i = 0; i < dims.length; i++) {
      names[i] = shape.name(i);
      if (dims[i] == Shape.DYNAMIC && running.hasRank()) {
        dims[i] = running.dim(i);
      }
      int theirAxis = part.axes().axes().indexOf(i);
      if (dims[i] == Shape.DYNAMIC && theirs.shape().hasRank()) {
        dims[i] = theirs.shape().dim(theirAxis);
      }
    }
    return Shape.named(dims, names);
  }
}
