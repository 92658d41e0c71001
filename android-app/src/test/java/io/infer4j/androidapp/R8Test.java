package io.infer4j.androidapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An app that R8 has shrunk, in full mode, with the rules that it finds in our JARs gives the
 * answers that it gave.
 */
class R8Test {
  @BeforeEach
  void isThere() throws IOException {
    assumeTrue(
        R8Test.class.getClassLoader().getResource("com/android/tools/r8/R8.class") != null,
        "R8 was NOT tested: it is in Google's Maven repository, which the profile r8 adds");
    Rig.assumeBuilt();
  }

  @Test
  void theAndroidBindingsRunAndTheEnginesAreCalledWithoutServicesFiles() throws Exception {
    Path shrunk = Shrinker.R8.shrink(MergedJar.of(World.ANDROID), List.of(), "r8-android");
    // R8 has put the engines' constructors in place of the call of ServiceLoader.
    try (FileSystem jar = FileSystems.newFileSystem(shrunk)) {
      Files.deleteIfExists(jar.getPath(MergedJar.ENGINES));
    }

    Answers.areAllIn(Jvm.app(World.ANDROID, shrunk, "io.infer4j.app.App").well(), World.ANDROID);
  }

  @Test
  void withoutOurRulesClassesAreMissing() throws Exception {
    MergedJar app = MergedJar.of(World.ANDROID);
    app.rules().keySet().forEach(name -> app.put(MergedJar.RULES + name, ""));
    Jvm refused = Shrinker.R8.attempt(app, List.of(), "r8-without-rules");

    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.said()).contains("Missing class org.bytedeco.");
  }
}
