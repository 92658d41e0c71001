package io.infer4j.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.EngineUnavailableException;
import io.infer4j.InferenceException;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.Tensor;
import io.infer4j.testkit.ChildJvm;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With one of the two libraries, with both and with none: no class is missed that is not there. */
class IsolationTest {
  private static final String ANDROID = "org.pytorch.";
  private static final String DESKTOP = "org.bytedeco.";

  /**
   * The Android API's folder ends in {@code android-api/target/classes}, or is a JAR. What takes
   * the place of two of its classes is left out.
   */
  private static String classPath(boolean desktop, boolean android) {
    List<String> kept = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      String path = entry.replace('\\', '/');
      boolean isAndroid = path.contains("android-api");
      boolean isDesktop = path.contains("/org/bytedeco/");
      boolean isPeer = path.contains("android-peer");
      if ((!isAndroid || android) && (!isDesktop || desktop) && !isPeer) {
        kept.add(entry);
      }
    }
    return String.join(File.pathSeparator, kept);
  }

  private static String run(boolean desktop, boolean android, String... arguments)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("-Xlog:class+load:stdout");
    return ChildJvm.start(classPath(desktop, android), UsingTorch.class, all.toArray(new String[0]))
        .out();
  }

  private static List<String> loaded(String out, String prefix) {
    return out.lines()
        .filter(line -> line.contains("[class,load]") || line.contains("source:"))
        .filter(line -> line.contains(" " + prefix))
        .toList();
  }

  @Test
  void theDesktopBindingLoadsNoClassOfAndroids() throws Exception {
    String out = run(true, true);

    assertThat(out).contains("version 2.10.0").contains("ran {2.0, 3.0}");
    assertThat(loaded(out, ANDROID)).isEmpty();
    assertThat(loaded(out, "io.infer4j.torch.android.")).isEmpty();
    assertThat(loaded(out, DESKTOP)).isNotEmpty();
  }

  @Test
  void theDesktopBindingRunsWithoutAndroids() throws Exception {
    assertThat(run(true, false)).contains("available").contains("ran {2.0, 3.0}");
  }

  @Test
  void theAndroidBindingLoadsNoClassOfTheDesktops() throws Exception {
    String out = run(false, true);

    assertThat(out)
        .contains(
            "unavailable: the native library of org.pytorch:pytorch_android_lite cannot be loaded")
        .contains("EngineUnavailableException: engine pytorch cannot be used here: ");
    assertThat(loaded(out, DESKTOP)).isEmpty();
    assertThat(loaded(out, "io.infer4j.torch.desktop.")).isEmpty();
    assertThat(loaded(out, ANDROID)).isNotEmpty();
  }

  @Test
  void thePropertyPicksTheAndroidBindingWhereBothAre() throws Exception {
    assertThat(run(true, true, "-Dinfer4j.torch.binding=android"))
        .contains("EngineUnavailableException: engine pytorch cannot be used here: the native lib");
  }

  @Test
  void theOptionPicksTheBindingToo() throws Exception {
    assertThat(run(true, true, "-Doption=desktop")).contains("ran {2.0, 3.0}");
    assertThat(run(true, true, "-Doption=android"))
        .contains("EngineUnavailableException: engine pytorch cannot be used here: the native");
  }

  @Test
  void withNeitherItSaysWhatToAdd() throws Exception {
    assertThat(run(false, false))
        .contains(
            "unavailable: PyTorch is not on the class path; add"
                + " org.bytedeco:pytorch-platform:2.10.0-1.5.13 with"
                + " org.bytedeco:openblas-platform:0.3.31-1.5.13 (desktop) or"
                + " org.pytorch:pytorch_android_lite:1.12.2 (Android)")
        .contains("version unknown");
  }

  @Test
  void aBindingThatIsAskedForAndNotThereIsNotReplaced() throws Exception {
    assertThat(run(true, false, "-Dinfer4j.torch.binding=android"))
        .contains(
            "cannot be used here: the binding 'android' needs org.pytorch:pytorch_android_lite:1.12.2");
    assertThat(run(true, false, "-Dinfer4j.torch.binding=ios"))
        .contains(
            "cannot be used here: the system property infer4j.torch.binding is 'ios', expected one");
  }

  @Test
  void withoutNativesItSaysWhichToAdd() throws Exception {
    List<String> kept = new ArrayList<>();
    for (String entry : classPath(true, false).split(File.pathSeparator, -1)) {
      String name = String.valueOf(Path.of(entry).getFileName());
      if (!(name.startsWith("pytorch-") && name.matches(".*-(linux|macosx|windows)-.*"))) {
        kept.add(entry);
      }
    }
    String out = ChildJvm.start(String.join(File.pathSeparator, kept), UsingTorch.class).out();

    assertThat(out)
        .contains("unavailable: its native library for ")
        .contains("add org.bytedeco:pytorch-platform:2.10.0-1.5.13");
  }

  @Test
  void javaCppsMemoryCapsAreLifted() throws Exception {
    assertThat(ChildJvm.start(UsingTorch.class, "-Xmx32m").out()).contains("caps 0 0");
  }

  /** Run in a JVM of its own. */
  static final class UsingTorch {
    public static void main(String[] args) {
      TorchEngine engine = new TorchEngine();
      System.out.println("version " + engine.version());
      String why = engine.unavailable().orElse(null);
      System.out.println(why == null ? "available" : "unavailable: " + why);
      System.out.println(engine.accelerators() + " " + engine.dtypes());
      String option = System.getProperty("option");
      LoadOptions options =
          option == null ? LoadOptions.defaults() : Models.option("binding", option);
      try (Model model = Models.load("passthrough.ptl", options)) {
        System.out.println("ran " + after(model.run(Tensor.of(new float[] {1, 2}, 2)).get("y")));
        System.out.println(
            "caps "
                + org.bytedeco.javacpp.Pointer.maxBytes()
                + " "
                + org.bytedeco.javacpp.Pointer.maxPhysicalBytes());
      } catch (EngineUnavailableException e) {
        System.out.println("EngineUnavailableException: " + e.getMessage());
      } catch (InferenceException e) {
        System.out.println("failed: " + e);
      }
    }

    private static String after(Tensor tensor) {
      String text = tensor.toString();
      return text.substring(text.indexOf('{'));
    }
  }
}
