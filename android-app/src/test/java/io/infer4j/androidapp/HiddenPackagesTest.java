package io.infer4j.androidapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The app in a JVM that has two modules: java.base, and java.logging, which Android has too. There
 * is no java.awt, no javax.imageio, no java.lang.management, no package of a module jdk.*.
 */
class HiddenPackagesTest {
  private static final String MODULES = "--limit-modules=" + String.join(",", Platform.MODULES);

  @Test
  void theAppGivesItsAnswers() throws Exception {
    Rig.assumeBuilt();
    Path app = MergedJar.of(World.ANDROID).write(Jvm.work("hidden.jar"));

    Answers.areAllIn(
        Jvm.app(World.ANDROID, app, "io.infer4j.app.App", MODULES).well(), World.ANDROID);
  }

  @Test
  void everyClassIsInitialisedButThoseOfTheDesktop() throws Exception {
    MergedJar app = MergedJar.of(World.ANDROID);
    List<String> classes = new ArrayList<>();
    for (String name : app.names()) {
      if (name.startsWith("io/infer4j/") && name.endsWith(".class")) {
        classes.add(name.substring(0, name.length() - 6).replace('/', '.'));
      }
    }
    Path names = Files.write(Jvm.work("classes.txt"), classes);
    Path jar = app.write(Jvm.work("initialised.jar"));
    List<Path> classPath = new ArrayList<>(List.of(jar));
    classPath.addAll(World.ANDROID.natives());

    List<String> said =
        Jvm.start(
                Map.of(),
                List.of(
                    MODULES,
                    "--enable-native-access=ALL-UNNAMED", // else newer JVMs print a warning
                    "-cp",
                    Jvm.joined(classPath),
                    InitialiseAll.class.getName(),
                    names.toString()))
            .well()
            .lines()
            .toList();
    assertThat(said)
        .anyMatch(line -> line.startsWith("io.infer4j.Model ok"))
        .anyMatch(line -> line.startsWith("io.infer4j.tflite.android.AndroidModel ok"))
        .anyMatch(line -> line.startsWith("io.infer4j.torch.android.AndroidModule ok"));
    assertThat(said).anyMatch(line -> line.matches("io.infer4j.image.awt.* lacks java/awt/.*"));
    assertThat(said.stream().filter(line -> !line.contains(" ok, ")))
        .allMatch(
            line ->
                line.contains(" lacks org/bytedeco/")
                    || line.matches("io.infer4j.image.awt.* lacks java/awt/.*"));
  }
}
