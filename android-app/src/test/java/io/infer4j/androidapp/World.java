package io.infer4j.androidapp;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where an app runs: which libraries it is packed with, and where its natives come from. */
enum World {
  /** JavaCPP's libraries. */
  DESKTOP,
  /** The AARs' classes; their natives run on the rig of {@code android-natives}. */
  ANDROID;

  private static final List<String> EVERYWHERE =
      List.of(
          "io.infer4j.app.App",
          "io.infer4j.InferenceEngines",
          "io.infer4j.onnx.OnnxEngine",
          "io.infer4j.tflite.TfliteEngine",
          "io.infer4j.torch.TorchEngine",
          "ai.onnxruntime.OrtEnvironment",
          "org.slf4j.Logger");

  private static final List<String> OF_THE_DESKTOP =
      List.of(
          "org.bytedeco.javacpp.Loader",
          "org.bytedeco.tensorflowlite.Interpreter",
          "org.bytedeco.openblas.global.openblas",
          "org.bytedeco.pytorch.JitModule");

  private static final List<String> OF_ANDROID =
      List.of(
          "org.tensorflow.lite.Interpreter",
          "org.pytorch.LiteModuleLoader",
          "com.facebook.jni.HybridData",
          "com.facebook.soloader.nativeloader.NativeLoader");

  /** The JARs and folders with the app, infer4j and the libraries of this world. */
  Set<Path> parts() {
    Set<Path> parts = new LinkedHashSet<>();
    for (String name : EVERYWHERE) {
      parts.add(home(name));
    }
    for (String name : this == ANDROID ? OF_ANDROID : OF_THE_DESKTOP) {
      parts.add(home(name));
    }
    return parts;
  }

  /** What has to be on the class path beside the app's JAR; no class that is in it. */
  List<Path> natives() {
    List<Path> natives = new ArrayList<>();
    natives.add(Path.of(System.getProperty("infer4j.app.natives")));
    if (this == ANDROID) {
      natives.add(home(OnTheRig.class.getName()));
      natives.add(Rig.classes());
      return natives;
    }
    Set<Path> parts = parts();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (entry.replace('\\', '/').contains("/org/bytedeco/") && !parts.contains(Path.of(entry))) {
        natives.add(Path.of(entry));
      }
    }
    return natives;
  }

  /** The JAR or folder that a class is in. */
  private static Path home(String className) {
    try {
      Class<?> type = Class.forName(className, false, World.class.getClassLoader());
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
