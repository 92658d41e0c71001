package io.infer4j.torch;

import static io.infer4j.testkit.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.Tensor;
import io.infer4j.UnsupportedOperatorException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be loaded, and what is said of what cannot. */
class LoadingTest {
  @TempDir Path folder;

  private static void assertRuns(Model model) {
    Tensor x = Models.array("mlp_input").slice(0, 1);
    Tensor expected = Models.array("mlp_expected").slice(0, 1);

    assertThatTensor(model.run(x).single()).isCloseTo(expected, 1e-5, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mlp", "mlp.ptl", "mlp.opt.ptl", "mlp.flatbuffer.ptl", "mlp_bare", "mlp_dynamic"})
  void everyKindOfFileIsLoadedFromItsPath(String name) {
    try (Model model = Models.load(name)) {
      assertRuns(model);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "mlp.ptl", "mlp.flatbuffer.ptl"})
  void everyKindOfFileIsLoadedFromBytes(String name) {
    try (Model model = Model.load(ModelSource.of(Models.bytes(name)))) {
      assertRuns(model);
    }
  }

  @Test
  void theTemporaryFileOfBytesIsRemoved() throws Exception {
    long before = temporaryFiles();
    try (Model model = Model.load(ModelSource.of(Models.bytes("mlp")))) {
      assertThat(temporaryFiles()).isEqualTo(before);
      assertRuns(model);
    }
  }

  @Test
  void theTemporaryFileIsRemovedAlsoIfTheBytesAreRefused() throws Exception {
    long before = temporaryFiles();
    byte[] bytes = Models.bytes("mlp");

    assertThatThrownBy(
            () -> Model.load(ModelSource.of(Arrays.copyOf(bytes, bytes.length / 2))).close())
        .isInstanceOf(ModelLoadException.class);
    assertThat(temporaryFiles()).isEqualTo(before);
  }

  private static long temporaryFiles() throws Exception {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.getFileName().toString().matches("infer4j-.*\\.pt")).count();
    }
  }

  @Test
  void aModelSavedInTrainingIsEvaluated() {
    Tensor x = Models.array("mlp_input");
    try (Model model = Models.load("mlp_training")) {
      assertThatTensor(model.run(x).single())
          .isCloseTo(Models.array("mlp_training_expected"), 1e-4, 0);
    }
  }

  @Test
  void anArchiveWithoutCodeIsRefusedSayingWhatToDo() {
    assertThatThrownBy(() -> Models.load("mlp_no_code").close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("code/ was taken out")
        .hasMessageContaining("torch.jit.save");
  }

  @Test
  void savedWeightsAreRefusedSayingWhatToDo() throws Exception {
    Path file = folder.resolve("weights.pt");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("weights/data.pkl"));
      zip.write(new byte[] {(byte) 0x80, 2, '}', '.'});
    }

    assertThatThrownBy(() -> Model.load(file).close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("it holds weights")
        .hasMessageContaining("torch.jit.save");
  }

  @Test
  void aModelWithoutTheMethodIsRefusedNamingThoseItHas() {
    assertThatThrownBy(() -> Models.load("no_forward").close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("no method 'forward'; it has [features]");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.1, 0.5, 0.9, 0.999})
  void aCutFileIsRefused(double part) throws Exception {
    byte[] bytes = Models.bytes("clip");
    Path file = folder.resolve("cut.pt");
    Files.write(file, Arrays.copyOf(bytes, (int) (bytes.length * part)));

    assertThatThrownBy(() -> Model.load(file).close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageNotContaining("Exception raised from")
        .hasMessageNotContaining("frame #");
  }

  @Test
  void anUnknownOperatorIsNamed() throws Exception {
    Path file = folder.resolve("unknown.pt");
    try (ZipFile from = new ZipFile(Models.path("mlp").toFile());
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(file))) {
      List<ZipEntry> entries = new ArrayList<>(Collections.list(from.entries()));
      entries.sort(Comparator.comparing(each -> !each.getName().endsWith("/data.pkl")));
      for (ZipEntry each : entries) {
        byte[] bytes = from.getInputStream(each).readAllBytes();
        String code = new String(bytes, StandardCharsets.ISO_8859_1).replace(".relu(", ".rulu(");
        to.putNextEntry(new ZipEntry(each.getName()));
        to.write(code.getBytes(StandardCharsets.ISO_8859_1));
      }
    }

    assertThatThrownBy(() -> Model.load(file).close())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("PyTorch has no operator aten::rulu")
        .hasMessageNotContaining("Exception raised from");
  }
}
