package io.infer4j;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** infer4j's own engines, for messages about those that are not found. None is loaded here. */
final class OwnEngines {
  private static final String SERVICES = "META-INF/services/io.infer4j.spi.InferenceEngine";

  /** The engine's name, its class, its artifact and its module. */
  private static final String[][] ALL = {
    {"onnxruntime", "io.infer4j.onnx.OnnxEngine", "infer4j-backend-onnx", "io.infer4j.onnx"},
    {"pytorch", "io.infer4j.torch.TorchEngine", "infer4j-backend-torch", "io.infer4j.torch"},
    {"tflite", "io.infer4j.tflite.TfliteEngine", "infer4j-backend-tflite", "io.infer4j.tflite"},
  };

  private OwnEngines() {}

  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (String[] engine : ALL) {
      names.add(engine[0]);
    }
    return Collections.unmodifiableList(names);
  }

  /**
   * A sentence for each engine whose class is there and which no services file names: one JAR was
   * made of several, and the files of that name were not merged.
   *
   * @param told what is known of providers already, by name or in a sentence
   */
  static List<String> unlisted(Iterable<ClassLoader> loaders, String told) {
    List<String> sentences = new ArrayList<>();
    for (String[] engine : ALL) {
      if (!told.contains(engine[1]) && isThere(engine[1], loaders)) {
        sentences.add(
            engine[1]
                + " of "
                + engine[2]
                + " is on the class path, but no "
                + SERVICES
                + " names it: whoever packed several JARs into one has to merge these files"
                + " (ServicesResourceTransformer of maven-shade-plugin, the metaInf-services handler"
                + " of maven-assembly-plugin, mergeServiceFiles() of Gradle's shadow), or make the"
                + " engine with InferenceEngines.of(new "
                + engine[1].substring(engine[1].lastIndexOf('.') + 1)
                + "())");
      }
    }
    return sentences;
  }

  private static boolean isThere(String name, Iterable<ClassLoader> loaders) {
    for (ClassLoader loader : loaders) {
      try {
        Class.forName(name, false, loader);
        return true;
      } catch (ClassNotFoundException | LinkageError e) {
        // Not there, or of no use.
      }
    }
    return false;
  }

  /** What to do to get the artifact; nothing where its class is there or it is not ours. */
  static String add(ModelFormat format, List<String> problems) {
    String artifact = format.artifact().orElse("");
    for (String problem : problems) {
      if (problem.contains(" of " + artifact + " is on the class path")) {
        return "";
      }
    }
    for (String[] engine : ALL) {
      if (engine[2].equals(artifact)) {
        return isOnModulePath(artifact)
            ? ": "
                + artifact
                + " is on the module path, but no module requires it: run with"
                + " --add-modules "
                + engine[3]
            : ": add io.infer4j:" + artifact;
      }
    }
    return "";
  }

  /** Whether a module path has the JAR, or a folder of it; the launcher tells what it was given. */
  private static boolean isOnModulePath(String artifact) {
    String path = System.getProperty("jdk.module.path", "");
    for (String entry : path.split(Pattern.quote(File.pathSeparator), -1)) {
      File file = new File(entry);
      String[] inside = file.list(); // null where it is no folder
      boolean there = file.getName().startsWith(artifact);
      for (int i = 0; inside != null && i < inside.length; i++) {
        there |= inside[i].startsWith(artifact);
      }
      if (there) {
        return true;
      }
    }
    return false;
  }
}
