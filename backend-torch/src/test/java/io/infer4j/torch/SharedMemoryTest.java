package io.infer4j.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.Outputs;
import io.infer4j.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs that may write to their input or keep it: each way in which a value shares its memory,
 * with or without PyTorch saying so, with each thing that may be done to it.
 */
class SharedMemoryTest {
  /** What shares the memory of x, 2 by 2, or holds what does. */
  private static final String[] SHARING = {
    "y = x",
    "y = x.view(4)",
    "y = x.reshape(4)",
    "y = x.flatten()",
    "y = x.contiguous()",
    "y = x.to(6)",
    "y = x.detach()",
    "y = x.t()",
    "y = x[0]",
    "y = x.expand(3, 2, 2)[0]",
    "y = x.unbind(0)[1]",
    "y = x.chunk(2)[0]",
    "y = x.unsafe_chunk(2)[0]",
    "y = x.unsafe_split(1)[0]",
    "y = x.split(1)[0]",
    "y = torch.tensor_split(x, 2)[0]",
    "y = x.diagonal()",
    "y = x.as_strided([2], [1])",
    "y = x.type_as(torch.zeros(1))",
    "y = torch.atleast_1d(x)",
    "y = torch.atleast_2d(x)",
    "y = torch.atleast_3d(x)",
    "y = torch.atleast_1d([x, x])[1]",
    "y = torch.broadcast_tensors([x, torch.zeros(2, 2)])[0]",
    "y = torch.meshgrid([x[0]])[0]",
    "y = torch.einsum('ij->ji', [x])",
    "y = torch.cartesian_prod([x[0]])",
    "y = x.sum_to_size([2, 2])",
    "y = torch.conj_physical(x)",
    "y = torch.conj(x)",
    "y = torch.real(x)",
    "y = torch.dequantize(x)",
    "y = x.to_dense()",
    "y = torch.dropout(x, 0.5, False)",
    "y = torch.feature_dropout(x, 0.5, False)",
    "y = torch.alpha_dropout(x, 0.5, False)",
    "y = torch.squeeze(x)",
    "y = torch.swapaxes(x, 0, 1)",
    "y = torch.movedim(x, 0, 1)",
    "y = torch.narrow(x, 0, 0, 1)",
    "y = torch.hsplit(x, 2)[0]",
    "y = torch.ravel(x)",
    "y = torch.unflatten(x, 0, [1, 2])",
    "y = torch.block_diag([x])",
    "y = torch.combinations(x[0], 1)",
    "y = torch.pixel_shuffle(x.view(1, 1, 2, 2), 1)",
    "y = torch.channel_shuffle(x.view(1, 1, 2, 2), 1)",
    "y = torch.nan_to_num(x)",
    "y = torch.roll(x, [0], [0])",
    "y = torch.rot90(x, 0, [0, 1])",
    "y = [x, x * 2][0]",
    "y = list([x])[0]",
    "y = ([x] * 2)[1]",
    "y = ([x] + [x])[1]",
    "y = [x, x][0:1][0]",
    "y = {'a': x}['a']",
    "y = {'a': x}.get('a', x)",
    "y = x * 2\n    for k, v in {'a': x}.items():\n        y = v",
    "y = list({'a': x}.values())[0]",
    "y = dict({'a': x})['a']",
    "y = {'a': x}.copy()['a']",
    "y = (x, 1)[0]",
    "y = x if bool(x.sum() > 0) else x * 2",
    "y = x * 2\n    for i in range(2):\n        y = x",
    "y = x * 2\n    for i in range(2):\n        y.add_(1)\n        y = x.view(4)",
    "y = x * 2\n    for i in range(3):\n        z = y\n        for j in range(2):\n"
        + "            z.add_(1)\n            z = y\n        y = x.type_as(z)",
    "y = x * 2\n    n = 0\n    while n < 2:\n        y.mul_(2)\n"
        + "        if n == 0:\n            y = x[0:]\n        n += 1",
    "y, z = x * 2, x\n    for i in range(2):\n        y, z = z, y",
    "l: List[Tensor] = []\n    t = (l, 1)\n    l += [x]\n    y = t[0][0]",
    "l: List[Tensor] = []\n    l.append(x)\n    y = l[0]",
    "l: List[Tensor] = []\n    m = {'l': l}\n    m['l'].append(x)\n    y = l[0]",
    "l = [x * 2]\n    l[0] = x\n    y = l[0]",
    "y = torch.empty(0).set_(x)",
    "y = x * 2",
    "y = torch.relu(x)",
    "y = x.clone()",
  };

  /** What is done with it. */
  private static final String[] EFFECTS = {
    "y.add_(1)", "torch.mul(y, 3, out=y)", "y.zero_()", "self.kept.set_(y)", "self.kept = y",
  };

  @TempDir private static Path folder;

  static List<String> programs() {
    List<String> all = new ArrayList<>();
    for (String sharing : SHARING) {
      for (String effect : EFFECTS) {
        all.add(sharing + "\n    " + effect);
      }
    }
    return all;
  }

  private static float[] values() {
    return new float[] {1, 2, 3, 4};
  }

  private static Tensor input() {
    return Tensor.of(values(), 2, 2);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void anInputIsNeitherWrittenToNorKept(String body) {
    String source =
        "def forward(self, x: Tensor):\n    before = self.kept * 1\n    "
            + body
            + "\n    return before, y, x * 1\n";
    Path file;
    try {
      file = new Programs(folder).write(source);
    } catch (RuntimeException e) {
      throw new AssertionError("not a program of this PyTorch: " + e.getMessage(), e);
    }
    Tensor x = input();
    try (Model model = Model.load(file)) {
      Outputs first = model.run(x);
      final float[][] once = copy(first);
      for (int i = 0; i < 2; i++) {
        assertThat(copy(model.run(x))).isDeepEqualTo(once);
      }
      assertThat(x.toFloats()).containsExactly(values());
      x.asFloats().put(0, 77);
      first.get("1").asFloats().put(0, 55);
      assertThat(copy(model.run(input()))).isDeepEqualTo(once);
      assertThat(first.get("2").toFloats()).isEqualTo(once[2]);
    }
    try (Model model = Model.load(file);
        IoBinding io = model.bindTo(Map.of("x", x))) {
      io.run();
      final float[] kept = io.output("1").toFloats();
      x.asFloats().put(0, -5);
      io.run();
      if (body.contains("kept")) {
        // What it keeps is what the first run saw, not what the caller has put there since.
        assertThat(io.output("0").toFloats()).isEqualTo(kept);
      }
    }
  }

  private static float[][] copy(Outputs outputs) {
    return new float[][] {
      outputs.get("0").toFloats(), outputs.get("1").toFloats(), outputs.get("2").toFloats()
    };
  }
}
