package io.infer4j.torch.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.RunFailedException;
import io.infer4j.Tensor;
import io.infer4j.testkit.ChildJvm;
import io.infer4j.torch.Models;
import io.infer4j.torch.Programs;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program does besides giving results, and what is done about it. */
class GraphEffectsTest {
  @TempDir private Path folder;

  private static Tensor three() {
    return Tensor.of(new float[] {1, 2, 3}, 3);
  }

  private static boolean copies(Model model) {
    return model.placement().notes().stream().anyMatch(note -> note.contains("are copied"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mlp",
        "mlp.ptl",
        "mlp.opt.ptl",
        "mlp_dynamic",
        "mlp_bare",
        "mlp_training",
        "clip",
        "names",
        "passthrough",
        "view",
        "static_quantized",
        "dynamic_quantized",
        "integers",
        "dict",
        "nested",
        "switched"
      })
  void anOrdinaryModelReadsItsInputsWhereTheyAre(String name) {
    try (Model model = Models.load(name)) {
      assertThat(copies(model)).isFalse();
      assertThat(model.placement().warnings()).noneMatch(note -> note.contains("not frozen"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return torch.conv2d(x, torch.ones(1, 1, 1, 1)).relu_()",
        "y = torch.zeros(2, 2)\n    y[0] = x[0, 0, 0, 0]\n    return y",
        "y = torch.linear(x, torch.eye(2))\n    y += x\n    return y",
        "l: List[Tensor] = []\n    l.append(x * 2)\n    l.append(x * 3)\n    return torch.cat(l)",
        "y = torch.zeros(2)\n    for i in range(2):\n        y += x[0, 0, i]\n    return y",
        "y = torch.ones(2)\n    z = x\n    for i in range(2):\n"
            + "        y = y * 2\n        y.add_(z[0, 0, i])\n        z = x\n    return y",
      })
  void aWriteToWhatTheProgramMadeIsNone(String body) {
    Path file = new Programs(folder).write("def forward(self, x):\n    " + body + "\n");
    try (Model model = Model.load(file)) {
      assertThat(copies(model)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"list_in_optional", "list_in_tuple", "list_in_dict", "list_in_future"})
  void aListIsTheBindingsWhereverItLies(String name) {
    Tensor x = Tensor.of(new float[] {10}, 1);
    try (Model model = Models.load(name);
        IoBinding io = model.bindTo(Map.of("x", x))) {
      for (int i = 1; i < 5; i++) {
        io.run();
        assertThat(io.output("output").toFloats()).containsExactly(10 + i);
        assertThat(model.run(x).single().toFloats()).containsExactly(11);
      }
      io.reset();
      io.run();
      assertThat(io.output("output").toFloats()).containsExactly(11);
    }
  }

  @Test
  void whatALoopIsGivenIsNotWrittenTo() {
    Tensor x = three();
    try (Model model = Models.load("loop_input");
        IoBinding io = model.bindTo(Map.of("x", x))) {
      for (int i = 0; i < 3; i++) {
        assertThat(model.run(x).single().toFloats()).containsExactly(6, 8, 10);
        io.run();
        assertThat(io.output("output").toFloats()).containsExactly(6, 8, 10);
      }
    }
    assertThat(x.toFloats()).containsExactly(1, 2, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"loop_state", "loop_parameter"})
  void whatALoopWritesToIsTheBindings(String name) {
    Tensor x = three();
    try (Model model = Models.load(name);
        IoBinding io = model.bindTo(Map.of("x", x))) {
      for (int i = 0; i < 4; i++) {
        io.run();
        assertThat(io.output("output").toFloats()).containsExactly(4 + 2 * i, 5 + 2 * i, 6 + 2 * i);
        assertThat(model.run(x).single().toFloats()).containsExactly(4, 5, 6);
      }
      io.reset();
      io.run();
      assertThat(io.output("output").toFloats()).containsExactly(4, 5, 6);
    }
  }

  @Test
  void aForkWritesToACopy() {
    Tensor x = three();
    try (Model model = Models.load("fork_in_place")) {
      for (int i = 0; i < 3; i++) {
        assertThat(model.run(x).single().toFloats()).containsExactly(2, 3, 4);
      }
    }
    assertThat(x.toFloats()).containsExactly(1, 2, 3);
  }

  @Test
  void whatAForkCountsIsTheBindings() {
    Tensor x = Tensor.of(new float[] {10}, 1);
    try (Model model = Models.load("fork_state");
        IoBinding io = model.bindTo(Map.of("x", x))) {
      io.run();
      io.run();
      assertThat(io.output("output").toFloats()).containsExactly(11);
      assertThat(model.run(x).single().toFloats()).containsExactly(10);
    }
  }

  @Test
  void aViewOfAStateSeesTheState() {
    Tensor x = Tensor.of(new float[] {10}, 1);
    try (Model model = Models.load("view_state");
        IoBinding io = model.bindTo(Map.of("x", x))) {
      for (int i = 1; i < 5; i++) {
        io.run();
        assertThat(io.output("output").toFloats()).containsExactly(10 + i);
        assertThat(model.run(x).single().toFloats()).containsExactly(11);
      }
      io.reset();
      io.run();
      assertThat(io.output("output").toFloats()).containsExactly(11);
    }
  }

  @Test
  void aConstantThatIsWrittenToIsThatOfTheFileInEachRun() {
    Tensor x = Tensor.of(new float[] {10}, 1);
    try (Model model = Models.load("traced_constant");
        IoBinding io = model.bindTo(Map.of("x", x))) {
      for (int i = 0; i < 4; i++) {
        io.run();
        assertThat(io.output("output").toFloats()).containsExactly(16);
        assertThat(model.run(x).single().toFloats()).containsExactly(16);
      }
    }
  }

  @Test
  void gradientsAreComputed() {
    try (Model model = Models.load("energy")) {
      for (int i = 0; i < 3; i++) {
        assertThat(model.run(three()).get("1").toFloats()).containsExactly(-2, -4, -6);
      }
    }
  }

  @Test
  void gradientsDoNotAddUpFromRunToRun() {
    String program =
        """
        def forward(self, x):
            y = x * 1
            y.requires_grad_(True)
            (y * y).sum().backward()
            g = y.grad
            assert g is not None
            return g
        """;
    try (Model model = Model.load(new Programs(folder).write(program))) {
      for (int i = 0; i < 3; i++) {
        assertThat(model.run(three()).single().toFloats()).containsExactly(2, 4, 6);
      }
    }
  }

  /** With 0 or 1 the program picks one of two, of as many bytes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          return [x * 2, (x * 2).to(3)][int(x[0])]
          d = {0: x * 2, 1: (x * 2).to(3)}\\n    return d[int(x[0])]
          return (x * 2).to(6 - 3 * int(x[0]))
          return x * 2 if bool(x[0] == 0) else (x * 2).to(3)
          l = [x * 2, (x * 2).to(3)]\\n    l[0] = l[int(x[0])]\\n    return l[0]
          """)
  void eachRunsOutputIsOfTheDtypeThatItHas(String body) {
    String source = "def forward(self, x):\n    " + body.replace("\\n", "\n") + "\n";
    Tensor x = Tensor.of(new float[] {0, 2, 3}, 3);
    try (Model model = Model.load(new Programs(folder).write(source));
        IoBinding io = model.bindTo(Map.of("x", x))) {
      for (int i = 0; i < 4; i++) {
        x.asFloats().put(0, i % 2);
        io.run();
        Tensor y = io.output("output");
        assertThat(y.dtype()).isEqualTo(i % 2 == 0 ? DType.FLOAT32 : DType.INT32);
        assertThat(y.elements()).isEqualTo(3);
        assertThat(i % 2 == 0 ? y.asFloats().get(1) : y.asInts().get(1)).isEqualTo(4);
      }
    }
  }

  @Test
  void aDtypeThatContradictsTheDeclaredOneFailsTheRun() {
    String program = "def forward(self, x):\n    return [x * 2, (x * 2).to(3)][int(x[0])]\n";
    Path file =
        new Programs(folder)
            .write(
                program,
                "input.0.name=x",
                "input.0.dtype=float32",
                "input.0.shape=3",
                "output.0.name=y",
                "output.0.dtype=float32",
                "output.0.shape=3");
    Tensor x = Tensor.of(new float[] {0, 2, 3}, 3);
    try (Model model = Model.load(file);
        IoBinding io = model.bindTo(Map.of("x", x))) {
      io.run();
      x.asFloats().put(0, 1);
      assertThatThrownBy(io::run)
          .isInstanceOf(RunFailedException.class)
          .hasMessageContaining("output 'y' is declared float32[3]")
          .hasMessageContaining("the model gave int32[3]");
      x.asFloats().put(0, 0);
      io.run();
      assertThat(io.output("y").toFloats()).containsExactly(0, 4, 6);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return x.to_sparse_csr()",
        "return x.to_sparse()",
        "return x.to_mkldnn()",
        "return x.t().contiguous().t()",
        "return torch._neg_view(torch._neg_view(x))",
        "return torch.quantize_per_tensor(x, 1.0, 0, 13)",
      })
  void whateverItsLayoutAnOutputIsWrittenOut(String body) {
    Path file = new Programs(folder).write("def forward(self, x):\n    " + body + "\n");
    try (Model model = Model.load(file)) {
      Tensor x = Tensor.of(new float[] {1, 2, 0, 4}, 2, 2);
      assertThat(model.run(x).single().toFloats()).containsExactly(1, 2, 0, 4);
    }
  }

  @Test
  void zerosWithoutMemoryAreZeros() {
    String program = "def forward(self, x):\n    return torch._efficientzerotensor([2])\n";
    try (Model model = Model.load(new Programs(folder).write(program))) {
      assertThat(model.run(three()).single().toFloats()).containsExactly(0, 0);
    }
  }

  @Test
  void aTensorWithoutDataFailsTheRun() {
    String program = "def forward(self, x):\n    return x.to('meta')\n";
    try (Model model = Model.load(new Programs(folder).write(program))) {
      assertThatThrownBy(() -> model.run(three()))
          .isInstanceOf(RunFailedException.class)
          .hasMessageContaining("meta");
    }
  }

  @Test
  void runsThatFailInAFrozenProgramDoNotEndTheJvm() throws Exception {
    assertThat(ChildJvm.start(Failing.class).out()).contains("failed 60 times");
  }

  /** Run in a JVM of its own. */
  static final class Failing {
    public static void main(String[] args) {
      int failed = 0;
      for (int i = 0; i < 20; i++) {
        try (Model one = Models.load("mlp_bare");
            Model other = Models.load("clip")) {
          other.placement();
          byte[][] rubbish = new byte[1000][200 + i];
          one.run(Tensor.allocate(DType.FLOAT32, 1, 4));
          try (Model third = Models.load("mlp_bare")) {
            for (Model each : new Model[] {one, third, one}) {
              try {
                each.run(Tensor.allocate(DType.FLOAT32, 1, 5));
              } catch (RunFailedException e) {
                failed += rubbish.length / 1000;
              }
            }
          }
        }
        System.gc();
      }
      System.out.println("failed " + failed + " times");
    }
  }
}
