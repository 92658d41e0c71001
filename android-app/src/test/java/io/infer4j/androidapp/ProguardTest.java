package io.infer4j.androidapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An app that ProGuard has shrunk with the rules of our JARs gives the answers that it gave. */
class ProguardTest {
  /** Half of the time that it takes; what is removed and renamed stays the same. */
  private static final String QUICK = "-dontoptimize";

  @Test
  void theAndroidBindingsRunShrunkOptimisedAndRenamed() throws Exception {
    Rig.assumeBuilt();
    MergedJar app = MergedJar.of(World.ANDROID);
    Path shrunk = Shrinker.PROGUARD.shrink(app, app.rules().values(), "proguard-android");

    Answers.areAllIn(Jvm.app(World.ANDROID, shrunk, "io.infer4j.app.App").well(), World.ANDROID);
  }

  @Test
  void theDesktopBindingsRunShrunkAndRenamed() throws Exception {
    MergedJar app = MergedJar.of(World.DESKTOP);
    List<String> rules = new ArrayList<>(app.rules().values());
    rules.add(QUICK);
    Path shrunk = Shrinker.PROGUARD.shrink(app, rules, "proguard-desktop");

    Answers.areAllIn(Jvm.app(World.DESKTOP, shrunk, "io.infer4j.app.App").well(), World.DESKTOP);
  }

  @Test
  void anAppThatNamesItsEnginesNeedsNoServicesFile() throws Exception {
    Rig.assumeBuilt();
    MergedJar app = MergedJar.of(World.ANDROID);
    app.put(MergedJar.ENGINES, "");
    List<String> rules = new ArrayList<>(app.rules().values());
    rules.add(QUICK);
    Path shrunk = Shrinker.PROGUARD.shrink(app, rules, "proguard-registered");

    assertThat(Jvm.app(World.ANDROID, shrunk, "io.infer4j.app.App").well())
        .doesNotContain(Answers.ANY);
    assertThat(Jvm.app(World.ANDROID, shrunk, "io.infer4j.app.RegisteredApp").well())
        .contains(Answers.DIGITS);
  }

  /** Without the last of these, too, no engine is found: ServiceLoader looks for another name. */
  @ParameterizedTest
  @ValueSource(strings = {"class io.infer4j.*Engine ", "interface io.infer4j.spi.InferenceEngine"})
  void withoutTheRulesForServicesNoEngineIsFound(String left) throws Exception {
    assertThat(saidWithout(left)).contains("4 windows").doesNotContain(" on [");
  }

  @Test
  void withoutTheRuleForEnumsEngineAfterEngineFails() throws Exception {
    assertThat(saidWithout("enum")).contains(" failed: ").doesNotContain(Answers.ANY);
  }

  @Test
  void withoutTheRulesForTheLibrariesNoEngineRuns() throws Exception {
    assertThat(saidWithout("ai.onnxruntime|org.tensorflow.lite|org.pytorch|com.facebook.jni"))
        .contains("onnxruntime failed: ", "pytorch failed: ", "tflite failed: ")
        .doesNotContain(Answers.ANY);
  }

  private static String saidWithout(String left) throws Exception {
    Rig.assumeBuilt();
    MergedJar app = MergedJar.of(World.ANDROID);
    String rules = Rules.without(left, app.rules().values());
    Path shrunk = Shrinker.PROGUARD.shrink(app, List.of(QUICK, rules), "proguard-without");
    return Jvm.app(World.ANDROID, shrunk, "io.infer4j.app.App").said();
  }
}
