package io.infer4j.examples.android;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published for Gradle says what the POMs say, and what an Android build needs. */
class GradleMetadataTest {
  /** The modules that are published for Android, and what a build gets beside the POM's. */
  enum Module {
    CORE("core", "", ""),
    ONNX("backend-onnx", "", "com.microsoft.onnxruntime:onnxruntime-android"),
    TFLITE(
        "backend-tflite",
        "org.bytedeco:tensorflow-lite-platform",
        "org.tensorflow:tensorflow-lite"),
    TORCH("backend-torch", "org.bytedeco:pytorch-platform", "org.pytorch:pytorch_android_lite");

    final String folder;
    final String natives;
    final String aar;

    Module(String folder, String natives, String aar) {
      this.folder = folder;
      this.natives = natives;
      this.aar = aar;
    }

    Pom pom() throws IOException {
      return new Pom(ROOT, folder);
    }

    /** As it is published: with the versions filled in. */
    JsonNode metadata() throws IOException {
      return new ObjectMapper()
          .readTree(ROOT.resolve(folder).resolve("target/gradle/module.json").toFile());
    }
  }

  /** Maven runs tests in the module's folder. */
  private static final Path ROOT = Path.of("../..");

  @Test
  void everyBackendHasIt() throws IOException {
    try (Stream<Path> folders = Files.list(ROOT)) {
      List<String> published =
          folders
              .filter(folder -> Files.exists(folder.resolve("src/main/gradle/module.json")))
              .map(folder -> folder.getFileName().toString())
              .toList();
      assertThat(published).containsExactlyInAnyOrderElementsOf(backendsAndCore());
    }
  }

  private static List<String> backendsAndCore() throws IOException {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.equals("core") || name.startsWith("backend-"))
          .toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void pomTellsGradleToLookForIt(Module module) throws IOException {
    String pom = Files.readString(ROOT.resolve(module.folder).resolve("pom.xml"));

    assertThat(pom.substring(0, pom.indexOf("<modelVersion>")))
        .contains("<!-- do_not_remove: published-with-gradle-metadata -->");
  }

  @ParameterizedTest
  @EnumSource
  void coordinatesAreThePoms(Module module) throws IOException {
    Pom pom = module.pom();
    JsonNode component = module.metadata().get("component");

    assertThat(component.get("group").asText()).isEqualTo(pom.groupId());
    assertThat(component.get("module").asText()).isEqualTo(pom.artifactId());
    assertThat(component.get("version").asText()).isEqualTo(pom.version());
    assertThat(component.get("attributes").get("org.gradle.status").asText())
        .isEqualTo(pom.version().endsWith("-SNAPSHOT") ? "integration" : "release");
  }

  @ParameterizedTest
  @EnumSource
  void formatIsTheFirstThingSaid(Module module) throws IOException {
    JsonNode metadata = module.metadata();

    assertThat(metadata.fieldNames().next()).isEqualTo("formatVersion");
    assertThat(metadata.get("formatVersion").asText()).isEqualTo("1.1");
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsLeftToFillIn(Module module) throws IOException {
    assertThat(module.metadata().toString()).doesNotContain("${", "@");
  }

  @ParameterizedTest
  @EnumSource
  void variantsDifferInNameAndInAttributes(Module module) throws IOException {
    List<String> names = new ArrayList<>();
    List<JsonNode> attributes = new ArrayList<>();
    for (JsonNode variant : module.metadata().get("variants")) {
      names.add(variant.get("name").asText());
      attributes.add(variant.get("attributes"));
    }

    assertThat(names).doesNotHaveDuplicates();
    assertThat(attributes).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void everyVariantIsTheJar(Module module) throws IOException {
    Pom pom = module.pom();
    String jar = pom.artifactId() + "-" + pom.version() + ".jar";
    for (JsonNode variant : module.metadata().get("variants")) {
      // Without size and hash, which are optional and not known yet.
      assertThat(variant.get("files").toString())
          .isEqualTo("[{\"name\":\"" + jar + "\",\"url\":\"" + jar + "\"}]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void classFilesAreOfTheJavaVersionThatItNames(Module module) throws IOException {
    Path classes = ROOT.resolve(module.folder).resolve("target/classes");
    byte[] moduleInfo = Files.readAllBytes(classes.resolve("module-info.class"));
    int java = (moduleInfo[6] << 8 | moduleInfo[7]) - 44;
    for (JsonNode variant : module.metadata().get("variants")) {
      assertThat(variant.get("attributes").get("org.gradle.jvm.version"))
          .hasToString(String.valueOf(java));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard-jvm", "android"})
  void aBuildFindsExactlyOneVariantToCompileAgainstAndOneToRun(String environment)
      throws IOException {
    for (Module module : Module.values()) {
      assertThat(variants(module, environment, "java-api")).hasSize(1);
      assertThat(variants(module, environment, "java-runtime")).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void onTheDesktopThereAreThePomsDependenciesAndTheNatives(Module module) throws IOException {
    List<String> compile = new ArrayList<>();
    List<String> run = new ArrayList<>();
    String version = "";
    for (Pom.Dependency each : module.pom().dependencies()) {
      run.add(each.coordinates());
      if (each.compile()) {
        compile.add(each.coordinates());
      }
      if (each.coordinates().startsWith("org.bytedeco:")) {
        version = each.coordinates().replaceAll(".*:", "");
      }
    }
    if (!module.natives.isEmpty()) {
      run.add(module.natives + ":" + version);
    }

    assertThat(dependencies(module, "standard-jvm", "java-api"))
        .containsExactlyInAnyOrderElementsOf(compile);
    assertThat(dependencies(module, "standard-jvm", "java-runtime"))
        .containsExactlyInAnyOrderElementsOf(run);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CORE")
  void onAndroidThereAreCoreAndTheAar(Module module) throws IOException {
    String core = "io.infer4j:infer4j-core:" + module.pom().version();

    assertThat(dependencies(module, "android", "java-api")).containsExactly(core);
    assertThat(dependencies(module, "android", "java-runtime"))
        .hasSize(2)
        .contains(core)
        .anyMatch(each -> each.startsWith(module.aar + ":"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CORE")
  void androidPageNamesTheSameAars(Module module) throws IOException {
    TreeSet<String> aars = new TreeSet<>(dependencies(module, "android", "java-runtime"));
    aars.removeIf(each -> each.startsWith("io.infer4j:"));

    assertThat(Files.readString(ROOT.resolve("docs/android.md"))).contains(aars);
  }

  private static List<String> dependencies(Module module, String environment, String usage)
      throws IOException {
    List<String> found = new ArrayList<>();
    for (JsonNode variant : variants(module, environment, usage)) {
      for (JsonNode each : variant.get("dependencies")) {
        found.add(
            each.get("group").asText()
                + ":"
                + each.get("module").asText()
                + ":"
                + each.get("version").get("requires").asText());
      }
    }
    return found;
  }

  /** Those that Gradle can choose among: what a variant does not say fits everything. */
  private static List<JsonNode> variants(Module module, String environment, String usage)
      throws IOException {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode variant : module.metadata().get("variants")) {
      JsonNode attributes = variant.get("attributes");
      String where = attributes.path("org.gradle.jvm.environment").asText(environment);
      if (where.equals(environment) && attributes.get("org.gradle.usage").asText().equals(usage)) {
        found.add(variant);
      }
    }
    return found;
  }
}
