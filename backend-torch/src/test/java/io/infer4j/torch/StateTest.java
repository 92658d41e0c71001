package io.infer4j.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.IoBinding;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.Tensor;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a module keeps from run to run, and what it must not. */
class StateTest {
  private static final String COUNTING =
      "def forward(self, x):\n    self.count.add_(1)\n    return x + self.count\n";

  private static final String[] DECLARED = {
    "input.0.name=x", "input.0.dtype=float32", "input.0.shape=1", "output.0.name=y"
  };

  private static final Tensor TEN = Tensor.of(new float[] {10}, 1);

  @TempDir private Path folder;

  private float[] run(IoBinding io) {
    io.run();
    return io.output("y").toFloats();
  }

  private static IoBinding bind(Model model) {
    return model.bindTo(Map.of("x", TEN));
  }

  private Model load(String program) {
    return Model.load(new Programs(folder).write(program, DECLARED));
  }

  @Test
  void aRunOfTheModelStartsAnew() {
    try (Model model = load(COUNTING)) {
      for (int i = 0; i < 3; i++) {
        assertThat(model.run(TEN).single().toFloats()).containsExactly(11);
      }
    }
  }

  @Test
  void aBindingKeepsItsState() {
    try (Model model = load(COUNTING);
        IoBinding io = bind(model)) {
      assertThat(run(io)).containsExactly(11);
      assertThat(run(io)).containsExactly(12);
      assertThat(run(io)).containsExactly(13);
    }
  }

  @Test
  void aBindingIsPutBack() {
    try (Model model = load(COUNTING);
        IoBinding io = bind(model)) {
      run(io);
      run(io);
      io.reset();

      assertThat(run(io)).containsExactly(11);
    }
  }

  @Test
  void bindingsDoNotSeeEachOther() {
    try (Model model = load(COUNTING);
        IoBinding one = bind(model);
        IoBinding other = bind(model)) {
      run(one);
      run(one);
      model.run(TEN);

      assertThat(run(other)).containsExactly(11);
      assertThat(run(one)).containsExactly(13);
    }
  }

  /** Numbers, lists, statistics of training, and writes that an operator hides. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        COUNTING,
        "def forward(self, x):\n    self.count = self.count + 1\n    return x + self.count\n",
        "def forward(self, x):\n    self.count.type_as(x).add_(1)\n    return x + self.count\n",
        "def forward(self, x):\n    torch.atleast_1d(self.count).add_(1)\n    return x + self.count\n",
        "def forward(self, x):\n"
            + "    torch.instance_norm(self.kept.view(1, 1, 4) + x, None, None, self.count,"
            + " torch.ones(1), True, 1.0, 1e-5, False)\n"
            + "    return x * 0 + self.count.sign() + 10\n",
      })
  void whateverItIsThatItKeeps(String program) {
    try (Model model = load(program);
        IoBinding io = bind(model)) {
      float[] first = run(io);
      run(io);
      assertThat(model.run(TEN).single().toFloats()).isEqualTo(first);
      io.reset();
      assertThat(run(io)).isEqualTo(first);
    }
  }

  @Test
  void loadingDoesNotMoveTheStateThatAFirstRunSees() {
    Path file = new Programs(folder).write(COUNTING, DECLARED);
    LoadOptions cold = Models.option("freeze", "false");
    try (Model model = Model.load(file, cold);
        Model warm = Model.load(file)) {
      assertThat(warm.run(TEN).single().toFloats())
          .isEqualTo(model.run(TEN).single().toFloats())
          .containsExactly(11);
    }
  }

  @Test
  void loadingTakesNoRandomNumbers() {
    String program = "def forward(self, x):\n    return x + torch.dropout(x, 0.5, True)\n";
    Path random = new Programs(folder).write(program, DECLARED);
    Path seeded =
        new Programs(folder)
            .write("def forward(self, x):\n    return x + torch.rand(1)\n", DECLARED);
    org.bytedeco.pytorch.global.torch.manual_seed(7);
    float[] expected;
    try (Model model = Model.load(seeded, Models.option("freeze", "false"))) {
      expected = model.run(TEN).single().toFloats();
    }
    org.bytedeco.pytorch.global.torch.manual_seed(7);
    try (Model other = Model.load(random);
        Model model = Model.load(seeded)) {
      assertThat(model.run(TEN).single().toFloats()).isEqualTo(expected);
      assertThat(other.run(TEN).single().toFloats()[0]).isIn(10f, 30f);
    }
  }
}
