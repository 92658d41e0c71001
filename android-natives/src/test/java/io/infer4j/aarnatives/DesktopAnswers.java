package io.infer4j.aarnatives;

import io.infer4j.Model;
import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import io.infer4j.testkit.ChildJvm;
import java.nio.file.Path;
import java.util.Map;

/** What the desktop's bindings answer, told by a JVM that has the desktop's runtimes instead. */
final class DesktopAnswers {
  private static final String FOLDER = "io.infer4j.aarnatives.answers";

  private DesktopAnswers() {}

  /** Has all variants of all bundles answer, each output in a file of this folder. */
  static void writeTo(Path folder) throws Exception {
    ChildJvm.start(ClassPath.desktop(), DesktopAnswers.class, "-D" + FOLDER + "=" + folder).out();
  }

  static Tensor read(Path folder, TestBundle bundle, String variant, String output) {
    return Npy.read(file(folder, bundle, variant, output));
  }

  private static Path file(Path folder, TestBundle bundle, String variant, String output) {
    return folder.resolve(bundle + "-" + variant + "-" + output + ".npy");
  }

  /** In the other JVM. */
  public static void main(String[] args) {
    Path folder = Path.of(System.getProperty(FOLDER));
    for (TestBundle bundle : TestBundle.ALL) {
      for (String variant : bundle.variants()) {
        try (Model model = bundle.load(variant, "desktop")) {
          for (Map.Entry<String, Tensor> output : bundle.answers(model).entrySet()) {
            Npy.write(file(folder, bundle, variant, output.getKey()), output.getValue());
          }
        }
      }
    }
    System.exit(0); // PyTorch has threads
  }
}
