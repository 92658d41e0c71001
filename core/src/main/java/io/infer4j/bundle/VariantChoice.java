package io.infer4j.bundle;

import io.infer4j.Engine;
import io.infer4j.EngineNotFoundException;
import io.infer4j.EngineUnavailableException;
import io.infer4j.InferenceEngines;
import io.infer4j.InferenceException;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelFormat;
import io.infer4j.ModelSource;
import io.infer4j.UnsupportedOperatorException;
import io.infer4j.wrap.WrappedLoading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.slf4j.LoggerFactory;

/** Loads the first variant that can be run here, or a certain one. */
final class VariantChoice {
  private static final List<ModelFormat> OURS =
      Collections.unmodifiableList(
          Arrays.asList(
              ModelFormat.ONNX,
              ModelFormat.ORT,
              ModelFormat.TFLITE,
              ModelFormat.TORCHSCRIPT,
              ModelFormat.TORCH_FLATBUFFER));

  private final BundleFiles files;
  private final Manifest manifest;
  private final InferenceEngines engines;

  VariantChoice(BundleFiles files, Manifest manifest, InferenceEngines engines) {
    this.files = files;
    this.manifest = manifest;
    this.engines = engines;
  }

  Model first(List<BundleVariant> variants, LoadOptions options) {
    List<String> passedOver = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    List<InferenceException> causes = new ArrayList<>();
    for (BundleVariant variant : variants) {
      String reason;
      try {
        if (isRead(variant.format())) {
          Model model = load(variant, options, passedOver);
          log(passedOver);
          return model;
        }
        reason = nobodyReads(variant.format());
      } catch (EngineNotFoundException
          | EngineUnavailableException
          | UnsupportedOperatorException e) {
        reason = String.valueOf(e.getMessage());
        causes.add(e);
      }
      passedOver.add("variant " + variant.name() + " was passed over: " + reason);
      reasons.add("variant " + variant.name() + " (" + variant.format() + "): " + reason);
    }
    EngineNotFoundException none =
        new EngineNotFoundException(
            "no variant of the bundle "
                + files.name()
                + " can be run here: "
                + String.join("; ", reasons)
                + "; "
                + found());
    for (InferenceException cause : causes) {
      none.addSuppressed(cause);
    }
    throw none;
  }

  Model only(BundleVariant variant, LoadOptions options) {
    if (!isRead(variant.format())) {
      throw new EngineNotFoundException(
          "variant "
              + variant.name()
              + " of the bundle "
              + files.name()
              + " cannot be run here: "
              + nobodyReads(variant.format())
              + "; "
              + found());
    }
    return load(variant, options, Collections.emptyList());
  }

  private Model load(BundleVariant variant, LoadOptions options, List<String> passedOver) {
    ModelSource source = variant.source(files);
    ModelFormat content = engines.formatOf(source).orElse(null);
    if (content != null && !content.name().equals(variant.format())) {
      throw variant.formatProperty().error(content + ", which is what " + source.name() + " holds");
    }
    String chosen = "variant " + variant.name() + " of the bundle " + files.name() + " was chosen";
    return WrappedLoading.load(
        engines,
        source.withSha256(variant.sha256()),
        variant.withOwn(options, engineNames()),
        new Wiring(variant, manifest, passedOver, chosen));
  }

  private List<String> engineNames() {
    List<String> names = new ArrayList<>();
    for (Engine engine : engines.engines()) {
      names.add(engine.name());
    }
    return names;
  }

  private boolean isRead(String format) {
    for (Engine engine : engines.engines()) {
      for (ModelFormat each : engine.formats()) {
        if (each.name().equals(format)) {
          return true;
        }
      }
    }
    return false;
  }

  private String nobodyReads(String format) {
    for (ModelFormat ours : OURS) {
      if (ours.name().equals(format)) {
        return "no engine on the class path reads " + format + add(ours);
      }
    }
    return "no engine on the class path reads " + format + "; infer4j's own formats are " + OURS;
  }

  private String add(ModelFormat format) {
    String artifact = format.artifact().orElse("");
    for (String problem : engines.problems()) {
      if (problem.contains(artifact)) {
        return ""; // it is there, and something else is wrong
      }
    }
    return artifact.isEmpty() ? "" : ": add io.infer4j:" + artifact;
  }

  private String found() {
    List<String> found = new ArrayList<>();
    for (Engine engine : engines.engines()) {
      TreeSet<String> formats = new TreeSet<>();
      for (ModelFormat format : engine.formats()) {
        formats.add(format.name());
      }
      found.add(engine.name() + " (" + String.join(", ", formats) + ")");
    }
    String text =
        found.isEmpty() ? "no engine was found" : "engines found: " + String.join(", ", found);
    return engines.problems().isEmpty()
        ? text
        : text + "; set aside: " + String.join("; ", engines.problems());
  }

  private void log(List<String> passedOver) {
    // Fetched when there is something to say: SLF4J's start would delay a first result.
    for (String note : passedOver) {
      LoggerFactory.getLogger(ModelBundle.class).info("bundle {}: {}", files.name(), note);
    }
  }
}
