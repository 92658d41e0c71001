package io.infer4j.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.EngineNotFoundException;
import io.infer4j.InferenceEngines;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.UnsupportedOperatorException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBundleTest {
  @TempDir Path temp;
  private BundleFolder folder;

  private final EchoEngine first = echo("first");
  private final EchoEngine second = echo("second");

  private static EchoEngine echo(String name) {
    return new EchoEngine(name)
        .inputs(TensorSpec.of("x", DType.FLOAT32, Shape.of(2)))
        .outputs(TensorSpec.of("y", DType.FLOAT32, Shape.of(2)));
  }

  @BeforeEach
  void describeTheTensors() {
    folder =
        new BundleFolder(temp.resolve("b"))
            .lines(
                "input.0.name=x",
                "input.0.dtype=float32",
                "input.0.shape=2",
                "output.0.name=y",
                "output.0.dtype=float32",
                "output.0.shape=2");
  }

  @Test
  void aFolderWithADescriptionIsABundle() throws IOException {
    folder.variant("a", "onnx").open();
    assertThat(ModelBundle.isBundle(folder.folder)).isTrue();
    assertThat(ModelBundle.isBundle(folder.folder.resolve("model.properties"))).isFalse();
    assertThat(ModelBundle.isBundle(folder.folder.resolve("nowhere"))).isFalse();
    Path empty = Files.createDirectory(folder.folder.resolve("empty"));
    assertThat(ModelBundle.isBundle(empty)).isFalse();
  }

  @Test
  void labelsAreReadFromAFile() throws IOException {
    Path file =
        Files.writeString(
            Files.createDirectories(folder.folder).resolve("labels.txt"), "cat\n dog \r\nowl");
    assertThat(Labels.read(file)).containsExactly("cat", "dog", "owl").isUnmodifiable();
    Files.writeString(file, "cat\n\nowl");
    assertThatThrownBy(() -> Labels.read(file))
        .isInstanceOf(ModelLoadException.class)
        .hasMessage(file + ":2: expected a label, got an empty line");
  }

  // ---- the choice

  @Test
  void firstVariantThatAnEngineReadsIsLoadedAndTheRestIsSaid() {
    ModelBundle bundle =
        folder.variant("a", "onnx").variant("b", "second").open().withEngines(second.alone());

    try (Model model = bundle.load()) {
      assertThat(model.engine().name()).isEqualTo(second.name());
      assertThat(model.placement().warnings())
          .containsExactly(
              "variant a was passed over: no engine on the class path reads onnx: add"
                  + " io.infer4j:infer4j-backend-onnx");
      assertThat(model.variant()).contains("b");
      assertThat(model.placement().notes())
          .containsExactly("variant b of the bundle " + folder.folder + " was chosen");
    }
  }

  @Test
  void orderIsThatOfTheBundleAndNotOfTheEngines() {
    ModelBundle bundle =
        folder
            .variant("b", "second")
            .variant("a", "first")
            .open()
            .withEngines(InferenceEngines.of(first, second));

    try (Model model = bundle.load()) {
      assertThat(model.engine().name()).isEqualTo(second.name());
    }
  }

  @Test
  void engineThatIsAskedForDecides() {
    ModelBundle bundle =
        folder
            .variant("b", "second")
            .variant("a", "first")
            .open()
            .withEngines(InferenceEngines.of(first, second));

    try (Model model = bundle.load(LoadOptions.defaults().withEngine("first"))) {
      assertThat(model.engine().name()).isEqualTo(first.name());
      assertThat(model.placement().warnings().get(0))
          .startsWith("variant b was passed over: engine first does not read ");
    }
  }

  @Test
  void unavailableEngineAndMissingOperatorArePassedOver() {
    first.unavailable = Optional.of("libfirst is missing");
    EchoEngine third = echo("third");
    third.onLoad = new UnsupportedOperatorException("operator Fft is missing");
    ModelBundle bundle =
        folder
            .variant("a", "first")
            .variant("c", "third")
            .variant("b", "second")
            .open()
            .withEngines(InferenceEngines.of(first, second, third));

    try (Model model = bundle.load()) {
      assertThat(model.placement().warnings())
          .startsWith(
              "variant a was passed over: engine first cannot be used here: libfirst is missing",
              "variant c was passed over: operator Fft is missing");
    }
  }

  @Test
  void withNoUsableEngineTheMessageSaysWhatToAdd() {
    first.unavailable = Optional.of("libfirst is missing");
    ModelBundle bundle =
        folder
            .variant("a", "onnx")
            .variant("t", "tflite")
            .variant("p", "torchscript")
            .variant("f", "first")
            .variant("o", "other")
            .open()
            .withEngines(first.alone());

    assertThatThrownBy(bundle::load)
        .isInstanceOf(EngineNotFoundException.class)
        .hasMessage(
            "no variant of the bundle "
                + folder.folder
                + " can be run here: variant a (onnx): no engine on the class path reads onnx: add"
                + " io.infer4j:infer4j-backend-onnx; variant t (tflite): no engine on the class"
                + " path reads tflite: add io.infer4j:infer4j-backend-tflite; variant p"
                + " (torchscript): no engine on the class path reads torchscript: add"
                + " io.infer4j:infer4j-backend-torch; variant f (first): engine first cannot be"
                + " used here: libfirst is missing; variant o (other): no engine on the class path"
                + " reads other; infer4j's own formats are [onnx, ort, tflite, torchscript,"
                + " torch-flatbuffer]; engines found: first (first)");
  }

  @Test
  void namedVariantIsLoadedAndNoOther() {
    ModelBundle bundle =
        folder
            .variant("b", "second")
            .variant("a", "first")
            .variant("o", "onnx")
            .open()
            .withEngines(InferenceEngines.of(first, second));

    try (Model model = bundle.load("a")) {
      assertThat(model.engine().name()).isEqualTo(first.name());
    }
    assertThatThrownBy(() -> bundle.load("o"))
        .isInstanceOf(EngineNotFoundException.class)
        .hasMessageContaining("variant o of the bundle")
        .hasMessageContaining("add io.infer4j:infer4j-backend-onnx")
        .hasMessageContaining("engines found: first (first), second (second)");
    assertThatThrownBy(() -> bundle.load("q"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no variant 'q'")
        .hasMessageContaining("[b, a, o]");
  }

  @Test
  void fileOfAVariantThatNobodyReadsMayBeLeftOut() throws IOException {
    ModelBundle bundle =
        folder.variant("a", "onnx").variant("b", "second").open().withEngines(second.alone());
    Files.delete(folder.folder.resolve("a.bin"));

    try (Model model = bundle.load()) {
      assertThat(model.engine().name()).isEqualTo(second.name());
    }
  }

  @Test
  void variantsOptionsAreGivenUnlessTheCallerHasSaidOtherwise() {
    ModelBundle bundle =
        folder
            .variant("a", "first", "option.first.speed=fast", "option.second.gear=3")
            .open()
            .withEngines(first.alone());

    bundle.load().close();
    assertThat(first.seenOptions.options("first")).containsEntry("speed", "fast");

    bundle.load(LoadOptions.defaults().withOption("first", "speed", "slow")).close();
    assertThat(first.seenOptions.options("first")).containsEntry("speed", "slow");
  }

  // ---- bad files, before native code sees them

  @Test
  void otherBytesThanPinnedAreRefused() {
    ModelBundle bundle = folder.variant("a", "first").open().withEngines(first.alone());
    folder.file("a.bin", "first but changed");

    assertThatThrownBy(bundle::load)
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("the SHA-256 of ")
        .hasMessageContaining("expected " + bundle.variants().get(0).sha256());
    assertThat(first.loads).isZero();
  }

  @Test
  void missingFileIsRefusedAndNotPassedOver() throws IOException {
    ModelBundle bundle =
        folder
            .variant("a", "first")
            .variant("b", "second")
            .open()
            .withEngines(InferenceEngines.of(first, second));
    Files.delete(folder.folder.resolve("a.bin"));

    assertThatThrownBy(bundle::load)
        .isInstanceOf(ModelLoadException.class)
        .hasMessage(
            folder.folder
                + "/model.properties:9: variant.a.file: there is no file "
                + folder.folder
                + "/a.bin");
  }

  @Test
  void fileOfAnotherFormatIsRefused() {
    ModelBundle bundle =
        folder.variant("a", "first").open().withEngines(InferenceEngines.of(first, second));
    folder.file("a.bin", "second a");

    assertThatThrownBy(bundle::load)
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("model.properties:8: variant.a.format: expected second, which is")
        .hasMessageContaining("got 'first'");
  }

  @Test
  void linkOutOfTheBundleIsRefused() throws IOException {
    ModelBundle bundle = folder.variant("a", "first").open().withEngines(first.alone());
    Path outside = temp.resolve("outside.bin");
    Files.move(folder.folder.resolve("a.bin"), outside);
    Files.createSymbolicLink(folder.folder.resolve("a.bin"), outside);

    assertThatThrownBy(bundle::load)
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("a.bin: expected a file within the bundle, got a link to");
    assertThat(first.loads).isZero();
  }

  @Test
  void linkedFolderOutOfTheBundleIsRefused() throws IOException {
    folder.variant("a", "first").open();
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.copy(folder.folder.resolve("a.bin"), outside.resolve("a.bin"));
    Files.createSymbolicLink(folder.folder.resolve("sub"), outside);
    Path properties = folder.folder.resolve("model.properties");
    Files.writeString(properties, Files.readString(properties).replace("=a.bin", "=sub/a.bin"));

    assertThatThrownBy(ModelBundle.open(folder.folder).withEngines(first.alone())::load)
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("expected a file within the bundle");
  }

  @Test
  void linkWithinTheBundleAndALinkToTheBundleAreFine() throws IOException {
    folder.variant("a", "first").open();
    Files.move(folder.folder.resolve("a.bin"), folder.folder.resolve("real.bin"));
    Files.createSymbolicLink(folder.folder.resolve("a.bin"), Path.of("real.bin"));
    Path link = Files.createSymbolicLink(temp.resolve("link"), folder.folder);

    ModelBundle.open(link).withEngines(first.alone()).load().close();

    assertThat(first.loads).isEqualTo(1);
  }

  @Test
  void whatIsNoBundleIsRefused() throws IOException {
    Path empty = Files.createDirectory(temp.resolve("empty"));
    Path text = Files.writeString(temp.resolve("text"), "no zip");

    assertThatThrownBy(() -> ModelBundle.open(temp.resolve("nothing")))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("there is no bundle");
    assertThatThrownBy(() -> ModelBundle.open(empty))
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("there is no file " + empty + "/model.properties");
    assertThatThrownBy(() -> ModelBundle.open(text))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageStartingWith(
            text
                + " is not a bundle, a folder or zip with model.properties: it is not a whole"
                + " zip: ");
  }

  // ---- zip and class path

  @Test
  void zipIsABundle() throws IOException {
    folder.lines("labels.file=l.txt").variant("a", "first");
    folder.file("l.txt", "one\ntwo\n");
    folder.open();
    Path zip = zip("model.properties", "a.bin", "l.txt");

    ModelBundle bundle = ModelBundle.open(zip).withEngines(first.alone());

    assertThat(bundle.labels()).containsExactly("one", "two");
    try (Model model = bundle.load()) {
      assertThat(model.run(Tensor.of(new float[] {1, 2}, 2)).get("y").toFloats())
          .containsExactly(1, 2);
      assertThat(model.toString()).startsWith(zip + "!/a.bin on first");
    }
  }

  @Test
  void missingFileOfAZipIsRefused() throws IOException {
    folder.variant("a", "first").open();
    Path zip = zip("model.properties");

    assertThatThrownBy(ModelBundle.open(zip).withEngines(first.alone())::load)
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("there is no file " + zip + "!/a.bin");
  }

  @Test
  void zipOfTheFolderIsABundleToo() throws IOException {
    folder.variant("a", "first").open();
    Path zip = temp.resolve("folder.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name : new String[] {"model.properties", "a.bin"}) {
        out.putNextEntry(new ZipEntry("digits/" + name));
        out.write(Files.readAllBytes(folder.folder.resolve(name)));
        out.putNextEntry(new ZipEntry("__MACOSX/digits/" + name));
        out.write(0);
      }
    }
    try (Model model = ModelBundle.open(zip).withEngines(first.alone()).load()) {
      assertThat(model.toString()).startsWith(zip + "!/digits/a.bin on first");
    }
  }

  @Test
  void zipOfTwoBundlesIsRefused() throws IOException {
    Path zip = temp.resolve("two.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("a/model.properties"));
      out.putNextEntry(new ZipEntry("b/model.properties"));
    }
    assertThatThrownBy(() -> ModelBundle.open(zip))
        .isInstanceOf(ModelLoadException.class)
        .hasMessage(zip + ": expected one bundle, got 2, in [a/, b/]");
  }

  @Test
  void modelIsNotABundleAndSaysHowToLoadIt() throws IOException {
    Path file =
        Files.write(
            temp.resolve("m.tflite"), "....TFL3........".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> ModelBundle.open(file))
        .isInstanceOf(ModelLoadException.class)
        .hasMessage(
            file + " is not a bundle but a model of format tflite: load it with Model.load");
  }

  @Test
  void optionsForEnginesThatAreNotThereDoNotHinderABundle() {
    folder
        .variant("a", "first", "option.nobodys.x=1")
        .open()
        .withEngines(first.alone())
        .load()
        .close();
  }

  @Test
  void zipEntryThatLiesOutsideIsNeverReached() throws IOException {
    folder.variant("a", "first").open();
    Path zip = temp.resolve("slip.zip");
    Path properties = folder.folder.resolve("model.properties");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      put(out, "../a.bin", Files.readAllBytes(folder.folder.resolve("a.bin")));
      put(
          out,
          "model.properties",
          Files.readString(properties)
              .replace("=a.bin", "=../a.bin")
              .getBytes(StandardCharsets.UTF_8));
    }

    assertThatThrownBy(() -> ModelBundle.open(zip))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("expected a path within the bundle");
    assertThat(temp.resolve("a.bin")).doesNotExist();
  }

  @Test
  void folderOnTheClassPathIsABundle() throws IOException {
    folder.variant("a", "first").open();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {temp.toUri().toURL()}, null)) {
      ModelBundle bundle = ModelBundle.openResource(loader, "b").withEngines(first.alone());

      try (Model model = bundle.load()) {
        assertThat(model.outputs()).hasToString("[y float32[2]]");
      }
      assertThat(bundle.name()).isEqualTo("resource b");
      assertThatThrownBy(() -> ModelBundle.openResource(loader, "c"))
          .isInstanceOf(ModelLoadException.class)
          .hasMessage("there is no resource c/model.properties on the class path");
    }
  }

  @Test
  void folderThatTheAppOpensIsABundle() {
    folder.variant("a", "first").open();
    ModelBundle bundle =
        ModelBundle.open("b", path -> Files.newInputStream(temp.resolve(path)))
            .withEngines(first.alone());

    try (Model model = bundle.load()) {
      assertThat(model.outputs()).hasToString("[y float32[2]]");
    }
    assertThat(bundle.name()).isEqualTo("b");
  }

  @Test
  void whatTheOpenerHasToSayIsInTheMessage() {
    FileOpener none =
        path -> {
          throw new FileNotFoundException(path);
        };

    assertThatThrownBy(() -> ModelBundle.open("b", none))
        .isInstanceOf(ModelLoadException.class)
        .hasMessage(
            "cannot read b/model.properties: java.io.FileNotFoundException: b/model.properties")
        .hasCauseInstanceOf(FileNotFoundException.class);
  }

  // ---- what it says

  @Test
  void labelsAndMetadataAreThere() {
    ModelBundle bundle =
        folder
            .lines("labels=cat, dog", "metadata.author=the bundle", "metadata.license=MIT")
            .variant("a", "first")
            .open()
            .withEngines(first.alone());

    assertThat(bundle.labels()).containsExactly("cat", "dog");
    assertThat(bundle.metadata()).containsEntry("license", "MIT");
    assertThat(bundle.preprocessing()).isEmpty();
    try (Model model = bundle.load()) {
      assertThat(model.metadata())
          .containsEntry("author", "the bundle")
          .containsEntry("version", "7")
          .containsEntry("license", "MIT");
    }
  }

  @Test
  void canonicalTensorsAreThereBeforeAnythingIsLoaded() {
    ModelBundle bundle = folder.variant("a", "first").open();

    assertThat(bundle.inputs()).hasToString("[x float32[2]]");
    assertThat(bundle.outputs()).hasToString("[y float32[2]]");
    assertThat(bundle.source("a").path()).isPresent();
  }

  @Test
  void emptyLineAmongLabelsIsRefused() {
    folder.lines("labels.file=l.txt").variant("a", "first").file("l.txt", "one\n\ntwo");

    assertThatThrownBy(folder::open)
        .isInstanceOf(ModelLoadException.class)
        .hasMessage(folder.folder + "/l.txt:2: expected a label, got an empty line");
  }

  @Test
  void missingLabelsFileIsRefusedWithItsLine() {
    folder.lines("labels.file=l.txt").variant("a", "first");

    assertThatThrownBy(folder::open)
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("model.properties:8: labels.file: there is no file");
  }

  private Path zip(String... names) throws IOException {
    Path zip = temp.resolve("b.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name : List.of(names)) {
        put(out, name, Files.readAllBytes(folder.folder.resolve(name)));
      }
    }
    return zip;
  }

  private static void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(bytes);
    out.closeEntry();
  }
}
