package io.infer4j.tflite;

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
  private static final String ANDROID = "org.tensorflow.lite.";
  private static final String DESKTOP = "org.bytedeco.";

  /** The Android API's folder ends in {@code android-api/target/classes}, or is a JAR. */
  private static String classPath(boolean desktop, boolean android) {
    List<String> kept = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      String path = entry.replace('\\', '/');
      boolean isAndroid = path.contains("android-api");
      boolean isDesktop = path.contains("/org/bytedeco/");
      if ((!isAndroid || android) && (!isDesktop || desktop)) {
        kept.add(entry);
      }
    }
    return String.join(File.pathSeparator, kept);
  }

  private static String run(boolean desktop, boolean android, String... arguments)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("-Xlog:class+load:stdout");
    return ChildJvm.start(
            classPath(desktop, android), UsingTflite.class, all.toArray(new String[0]))
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

    assertThat(out).contains("version 2.20.0").contains("ran {14.5, 31.5}");
    assertThat(loaded(out, ANDROID)).isEmpty();
    assertThat(loaded(out, "io.infer4j.tflite.android.")).isEmpty();
    assertThat(loaded(out, DESKTOP)).isNotEmpty();
  }

  @Test
  void theDesktopBindingRunsWithoutAndroids() throws Exception {
    assertThat(run(true, false)).contains("available").contains("ran {14.5, 31.5}");
  }

  @Test
  void theAndroidBindingLoadsNoClassOfTheDesktops() throws Exception {
    String out = run(false, true);

    assertThat(out)
        .contains(
            "unavailable: the native library of org.tensorflow:tensorflow-lite cannot be loaded")
        .contains("EngineUnavailableException: engine tflite cannot be used here: ");
    assertThat(loaded(out, DESKTOP)).isEmpty();
    assertThat(loaded(out, "io.infer4j.tflite.desktop.")).isEmpty();
    assertThat(loaded(out, ANDROID)).isNotEmpty();
  }

  @Test
  void thePropertyPicksTheAndroidBindingWhereBothAreAndIsNotOverruled() throws Exception {
    assertThat(run(true, true, "-Dinfer4j.tflite.binding=android"))
        .contains("available")
        .contains("EngineUnavailableException: engine tflite cannot be used here: the native")
        .doesNotContain("ran {");
  }

  @Test
  void theOptionWinsOverTheProperty() throws Exception {
    assertThat(run(true, true, "-Dinfer4j.tflite.binding=android", "-Doption=desktop"))
        .contains("ran {14.5, 31.5}");
    assertThat(run(true, true, "-Dinfer4j.tflite.binding=ios", "-Doption=desktop"))
        .contains("ran {14.5, 31.5}");
    assertThat(run(true, true, "-Dinfer4j.tflite.binding=desktop", "-Doption=android"))
        .contains("EngineUnavailableException: engine tflite cannot be used here: the native");
  }

  @Test
  void theOptionPicksTheBindingToo() throws Exception {
    assertThat(run(true, true, "-Doption=desktop")).contains("ran {14.5, 31.5}");
    assertThat(run(true, true, "-Doption=android"))
        .contains("EngineUnavailableException: engine tflite cannot be used here: the native");
  }

  @Test
  void withNeitherItSaysWhatToAdd() throws Exception {
    assertThat(run(false, false))
        .contains(
            "unavailable: TensorFlow Lite is not on the class path; add"
                + " org.bytedeco:tensorflow-lite-platform:2.20.0-1.5.13 (desktop) or"
                + " org.tensorflow:tensorflow-lite:2.16.1 (Android)")
        .contains("version unknown");
  }

  @Test
  void aBindingThatIsAskedForAndNotThereIsNotReplaced() throws Exception {
    assertThat(run(true, false, "-Dinfer4j.tflite.binding=android"))
        .contains("the binding 'android' needs org.tensorflow:tensorflow-lite:2.16.1")
        .doesNotContain("ran {");
    assertThat(run(false, true, "-Dinfer4j.tflite.binding=desktop"))
        .contains("unavailable: the binding 'desktop' needs org.bytedeco:tensorflow-lite-platform");
    assertThat(run(true, false, "-Dinfer4j.tflite.binding=ios"))
        .contains("the system property infer4j.tflite.binding is 'ios', expected one of")
        .doesNotContain("ran {");
  }

  @Test
  void withoutNativesItSaysWhichToAdd() throws Exception {
    List<String> kept = new ArrayList<>();
    for (String entry : classPath(true, false).split(File.pathSeparator, -1)) {
      String name = String.valueOf(Path.of(entry).getFileName());
      if (!(name.startsWith("tensorflow-lite-") && name.matches(".*-(linux|macosx|windows)-.*"))) {
        kept.add(entry);
      }
    }
    String out = ChildJvm.start(String.join(File.pathSeparator, kept), UsingTflite.class).out();

    assertThat(out)
        .contains("unavailable: its native library for ")
        .contains("add org.bytedeco:tensorflow-lite-platform:2.20.0-1.5.13");
  }

  @Test
  void javaCppsMemoryCapsAreLifted() throws Exception {
    assertThat(ChildJvm.start(UsingTflite.class, "-Xmx32m").out()).contains("caps 0 0");
  }

  /** Run in a JVM of its own. */
  static final class UsingTflite {
    public static void main(String[] args) {
      TfliteEngine engine = new TfliteEngine();
      System.out.println("version " + engine.version());
      String why = engine.unavailable().orElse(null);
      System.out.println(why == null ? "available" : "unavailable: " + why);
      System.out.println(engine.accelerators() + " " + engine.dtypes());
      String option = System.getProperty("option");
      LoadOptions options =
          option == null ? LoadOptions.defaults() : Models.option("binding", option);
      try (Model model = Models.load("fc", options)) {
        System.out.println(
            "ran " + after(model.run(Tensor.of(new float[] {1, 2, 3}, 1, 3)).single()));
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
