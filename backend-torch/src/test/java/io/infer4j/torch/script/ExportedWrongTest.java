package io.infer4j.torch.script;

import static io.infer4j.torch.InputModels.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.RunFailedException;
import io.infer4j.UnsupportedOperatorException;
import io.infer4j.torch.InputModels;
import io.infer4j.torch.Models;
import io.infer4j.torch.runtime.Messages;
import java.io.ByteArrayOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that cannot run here, each for a reason that its owner can do something about. */
class ExportedWrongTest {
  @ParameterizedTest
  @ValueSource(strings = {"cuda", "mps"})
  void aDeviceInTheProgramIsNamedAndWhatToDo(String device) {
    try (Model model = InputModels.load(device)) {
      assertThatThrownBy(() -> model.run(vector(1)))
          .isInstanceOf(RunFailedException.class)
          .hasMessageContaining("the device '" + device + "' is baked into its code")
          .hasMessageContaining("export it anew on the CPU");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Could not run 'aten::add' with arguments from the 'XLA' backend. | xla
          PyTorch is not linked with support for mps devices | mps
          Torch not compiled with CUDA enabled | cuda
          Cannot initialize CUDA without ATen_cuda library. | cuda
          No CUDA GPUs are available | cuda
          Found no NVIDIA driver on your system. | nvidia
          """)
  void whateverPyTorchSaysOfADeviceThatItLacks(String said, String device) {
    assertThat(Messages.run(new RuntimeException(said)))
        .hasMessageContaining("the device '" + device + "'");
  }

  @Test
  void anOperatorThatTheCpuLacksIsNoDevice() {
    String said = "Could not run 'aten::imag' with arguments from the 'QuantizedCPU' backend.";

    assertThat(Messages.run(new RuntimeException(said))).hasMessage("PyTorch failed: " + said);
  }

  @Test
  void whatOptimizeForInferenceHasMadeIsNamed() {
    assertThatThrownBy(() -> InputModels.load("optimized").close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("torch.jit.optimize_for_inference")
        .hasMessageContaining("export the module as it was before that");
  }

  @Test
  void anOperatorOfALibraryNamesItAndTheOption() {
    assertThatThrownBy(() -> InputModels.load("nms").close())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("no operator torchvision::nms")
        .hasMessageContaining("torchvision (libtorchvision)")
        .hasMessageContaining("pytorch.libraries=PATH")
        .hasMessageContaining("io.infer4j.nms");
  }

  @Test
  void aClassOfALibraryNamesItToo() {
    RuntimeException e =
        new RuntimeException("Unknown type name '__torch__.torch.classes.torchtext.Vocab':\nat");

    assertThat(Messages.load("m.pt", e))
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("torchtext.Vocab, which m.pt needs; it is of torchtext");
  }

  @Test
  void savedWeightsAreNamed() {
    assertThatThrownBy(() -> InputModels.load("weights").close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("it holds weights (torch.save), not a program")
        .hasMessageContaining("torch.jit.save");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          model/archive_format              | a program of torch.export (.pt2)
          serialized_exported_program.json  | a program of torch.export (.pt2)
          package/.data/extern_modules      | a torch.package
          weights/data.pkl                  | weights (torch.save)
          model/bytecode.pkl                | code/ was taken out
          """)
  void aZipOfAnotherKindIsNamedByWhatItHolds(String entry, String message) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
    }
    try (ModelFile file = ModelFile.of(ModelSource.of(bytes.toByteArray()))) {
      assertThat(Archive.lacks(file)).contains(message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/no/such/library.so", ""})
  void aLibraryThatIsNotThereIsRefused(String library) {
    assertThatThrownBy(() -> Models.load("mlp", Models.option("libraries", library)).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("option pytorch.libraries")
        .hasMessageContaining("'" + library + "'");
  }

  @Test
  void aLibraryThatIsNoneIsRefusedInTheSystemsWords() {
    String library = Models.path("mlp").toString();

    assertThatThrownBy(() -> Models.load("mlp", Models.option("libraries", library)).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("option pytorch.libraries: cannot load " + library);
  }
}
