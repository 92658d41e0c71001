package io.infer4j.torch.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.torch.TorchEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.FunctionSchema;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.OperatorVector;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Symbol;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The operators that are taken to give new memory do: each is run, also where it has nothing to do.
 */
class NewMemoryTest {
  /** The operator, and an expression of x (2 by 2), v (4), i (1 by 1 by 4 by 4) and s (no axis). */
  private static final String[] RUNS = {
    "convolution torch.convolution(i, torch.ones(1, 1, 1, 1), None, [1, 1], [0, 0], [1, 1], False, [0, 0], 1)",
    "_convolution torch._convolution(i, torch.ones(1, 1, 1, 1), None, [1, 1], [0, 0], [1, 1], False, [0, 0], 1, False, False, False, False)",
    "conv1d torch.conv1d(v.view(1, 1, 4), torch.ones(1, 1, 1))",
    "conv2d torch.conv2d(i, torch.ones(1, 1, 1, 1))",
    "conv3d torch.conv3d(i.unsqueeze(0), torch.ones(1, 1, 1, 1, 1))",
    "conv_transpose1d torch.conv_transpose1d(v.view(1, 1, 4), torch.ones(1, 1, 1))",
    "conv_transpose2d torch.conv_transpose2d(i, torch.ones(1, 1, 1, 1))",
    "conv_transpose3d torch.conv_transpose3d(i.unsqueeze(0), torch.ones(1, 1, 1, 1, 1))",
    "linear torch.linear(x, torch.eye(2))",
    "addmm torch.addmm(x, x, torch.zeros(2, 2))",
    "baddbmm torch.baddbmm(x.unsqueeze(0), x.unsqueeze(0), torch.zeros(1, 2, 2))",
    "bmm torch.bmm(x.unsqueeze(0), torch.eye(2).unsqueeze(0))",
    "matmul torch.matmul(x, torch.eye(2))",
    "mm torch.mm(x, torch.eye(2))",
    "mv torch.mv(torch.eye(4), v)",
    "add torch.add(x, 0)",
    "add s + 0",
    "sub torch.sub(x, 0)",
    "rsub torch.rsub(x, x)",
    "mul torch.mul(x, 1)",
    "div torch.div(x, 1)",
    "remainder torch.remainder(x, 100)",
    "neg torch.neg(x)",
    "pow torch.pow(x, 1)",
    "exp torch.exp(x)",
    "log torch.log(x)",
    "log1p torch.log1p(x)",
    "sqrt torch.sqrt(x)",
    "rsqrt torch.rsqrt(x)",
    "square torch.square(x)",
    "reciprocal torch.reciprocal(x)",
    "abs torch.abs(x)",
    "sign torch.sign(x)",
    "sin torch.sin(x)",
    "cos torch.cos(x)",
    "erf torch.erf(x)",
    "floor torch.floor(x.to(3))",
    "floor torch.floor(x)",
    "ceil torch.ceil(x)",
    "round torch.round(x)",
    "clamp torch.clamp(x, -100, 100)",
    "clamp_min torch.clamp_min(x, -100)",
    "clamp_max torch.clamp_max(x, 100)",
    "maximum torch.maximum(x, x)",
    "minimum torch.minimum(x, x)",
    "relu torch.relu(x)",
    "relu6 torch.relu6(x)",
    "sigmoid torch.sigmoid(x)",
    "tanh torch.tanh(x)",
    "gelu torch.gelu(x)",
    "silu torch.silu(x)",
    "mish torch.mish(x)",
    "hardtanh torch.hardtanh(x, -100, 100)",
    "hardswish torch.hardswish(x)",
    "hardsigmoid torch.hardsigmoid(x)",
    "leaky_relu torch.leaky_relu(x, 1.0)",
    "elu torch.elu(x)",
    "softplus torch.softplus(x)",
    "prelu torch.prelu(x, torch.ones(1))",
    "softmax torch.softmax(x, 0)",
    "softmax torch.softmax(s, 0, 6)",
    "log_softmax torch.log_softmax(x, 0)",
    "batch_norm torch.batch_norm(x, None, None, torch.zeros(2), torch.ones(2), False, 0.1, 0.0, False)",
    "layer_norm torch.layer_norm(x, [2])",
    "group_norm torch.group_norm(x, 1)",
    "instance_norm torch.instance_norm(i, None, None, None, None, True, 0.1, 1e-5, False)",
    "max_pool1d torch.max_pool1d(v.view(1, 1, 4), [1])",
    "max_pool2d torch.max_pool2d(i, [1, 1])",
    "max_pool3d torch.max_pool3d(i.unsqueeze(0), [1, 1, 1])",
    "avg_pool1d torch.avg_pool1d(v.view(1, 1, 4), [1])",
    "avg_pool2d torch.avg_pool2d(i, [1, 1])",
    "avg_pool3d torch.avg_pool3d(i.unsqueeze(0), [1, 1, 1])",
    "adaptive_avg_pool1d torch.adaptive_avg_pool1d(v.view(1, 1, 4), [4])",
    "adaptive_avg_pool2d torch.adaptive_avg_pool2d(i, [4, 4])",
    "adaptive_avg_pool2d torch.adaptive_avg_pool2d(i[:, :, :1, :1], [1, 1])",
    "adaptive_avg_pool3d torch.adaptive_avg_pool3d(i.unsqueeze(0), [1, 4, 4])",
    "upsample_nearest1d torch.upsample_nearest1d(v.view(1, 1, 4), [4])",
    "upsample_nearest2d torch.upsample_nearest2d(i, [4, 4])",
    "upsample_nearest3d torch.upsample_nearest3d(i.unsqueeze(0), [1, 4, 4])",
    "upsample_bilinear2d torch.upsample_bilinear2d(i, [4, 4], True)",
    "upsample_bicubic2d torch.upsample_bicubic2d(i, [4, 4], True)",
    "upsample_linear1d torch.upsample_linear1d(v.view(1, 1, 4), [4], True)",
    "constant_pad_nd torch.constant_pad_nd(x, [0, 0])",
    "constant_pad_nd torch.constant_pad_nd(x, [-1, 0])",
    "reflection_pad1d torch.reflection_pad1d(x, [0, 0])",
    "reflection_pad2d torch.reflection_pad2d(i, [0, 0, 0, 0])",
    "replication_pad2d torch.replication_pad2d(i, [0, 0, 0, 0])",
    "cat torch.cat([x])",
    "cat torch.cat([x, torch.zeros(0)])",
    "stack torch.stack([x])",
    "clone x.clone()",
    "zeros torch.zeros(2)",
    "ones torch.ones(2)",
    "empty torch.empty(2)",
    "full torch.full([2], 1.0)",
    "zeros_like torch.zeros_like(x)",
    "ones_like torch.ones_like(x)",
    "empty_like torch.empty_like(x)",
    "full_like torch.full_like(x, 1.0)",
    "new_zeros x.new_zeros([2])",
    "new_ones x.new_ones([2])",
    "new_full x.new_full([2], 1.0)",
    "new_empty x.new_empty([2])",
    "arange torch.arange(4)",
    "eye torch.eye(2)",
    "linspace torch.linspace(0, 1, 4)",
    "rand torch.rand(2)",
    "randn torch.randn(2)",
    "rand_like torch.rand_like(x)",
    "randn_like torch.randn_like(x)",
    "where torch.where(x > -100, x, x)",
    "masked_fill x.masked_fill(x > 100, 0.0)",
    "index_select x.index_select(0, torch.arange(2))",
    "gather x.gather(0, torch.zeros_like(x, dtype=4))",
    "embedding torch.embedding(x, torch.arange(2))",
    "sum torch.sum(s)",
    "sum torch.sum(x[:, :1], [1])",
    "mean torch.mean(s)",
    "mean torch.mean(x[:, :1], [1])",
    "argmax torch.argmax(x)",
    "argmin torch.argmin(x)",
    "eq torch.eq(x, x)",
    "ne torch.ne(x, x)",
    "lt torch.lt(x, x)",
    "le torch.le(x, x)",
    "gt torch.gt(x, x)",
    "ge torch.ge(x, x)",
    "logical_not torch.logical_not(x)",
    "logical_and torch.logical_and(x, x)",
    "logical_or torch.logical_or(x, x)",
    "quantize_per_tensor torch.quantize_per_tensor(x, 1.0, 0, 13)",
    "repeat x.repeat([1, 1])",
    "flip torch.flip(x, [0])",
    "flip torch.flip(x[:1], [0])",
    "cumsum torch.cumsum(x[:1], 0)",
    "cumsum torch.cumsum(s, 0)",
    "glu torch.glu(x)",
    "grid_sampler torch.grid_sampler(i, torch.zeros(1, 4, 4, 2), 0, 0, False)",
    "amax torch.amax(x[:, :1], [1])",
    "amin torch.amin(x[:, :1], [1])",
    "max torch.max(x[:1], 0)[0]",
    "max torch.max(s)",
    "min torch.min(x[:1], 0)[0]",
    "topk torch.topk(x[:, :1], 1)[0]",
    "std torch.std(x)",
    "var torch.var(x)",
    "norm torch.norm(s)",
    "tril torch.tril(x)",
    "triu torch.triu(x)",
    "bitwise_not torch.bitwise_not(x.to(3))",
    "bitwise_and torch.bitwise_and(x.to(3), x.to(3))",
    "bitwise_or torch.bitwise_or(x.to(3), x.to(3))",
    "isnan torch.isnan(x)",
    "addcmul torch.addcmul(x, x, torch.zeros(2, 2))",
    "lerp torch.lerp(x, x, 0.0)",
    "floor_divide torch.floor_divide(x, 1)",
    "fmod torch.fmod(x, 100)",
    "trunc torch.trunc(x)",
    "expm1 torch.expm1(x)",
  };

  @BeforeAll
  static void start() {
    new TorchEngine().unavailable();
  }

  static List<String> runs() {
    return Arrays.asList(RUNS);
  }

  @ParameterizedTest
  @MethodSource("runs")
  @SuppressWarnings("try") // The scope frees what is made within it.
  void whatItGivesIsNotWhatItWasGiven(String run) {
    String expression = run.substring(run.indexOf(' ') + 1);
    try (PointerScope scope = new PointerScope()) {
      JitModule module = new JitModule(new QualifiedName("__torch__.test.Fresh"));
      module.define(
          "def forward(self, x: Tensor, v: Tensor, i: Tensor, s: Tensor):\n    return "
              + expression
              + "\n");
      List<Tensor> given = new ArrayList<>();
      IValueVector arguments = new IValueVector();
      for (long[] shape : new long[][] {{2, 2}, {4}, {1, 1, 4, 4}, {}}) {
        Tensor each = torch.ones(shape);
        given.add(each);
        arguments.push_back(new IValue(each));
      }
      Tensor result = module.forward(arguments).toTensor();
      for (Tensor each : given) {
        assertThat(result.is_alias_of(each)).isFalse();
      }
    }
  }

  @Test
  void eachThatIsKnownIsRun() {
    Set<String> run = new TreeSet<>();
    for (String each : RUNS) {
      run.add("aten::" + each.substring(0, each.indexOf(' ')));
    }
    Set<String> known = new TreeSet<>(Operators.fresh());
    // They take weights that are packed.
    known.removeIf(name -> name.startsWith("quantized::") || name.startsWith("prepacked::"));

    assertThat(run).isEqualTo(known);
  }

  @Test
  @SuppressWarnings("try") // The scope frees what is made within it.
  void noneIsSaidToShareWhatItGives() {
    for (String name : Operators.fresh()) {
      try (PointerScope scope = new PointerScope()) {
        OperatorVector all = torch.getAllOperatorsFor(Symbol.fromQualString(name));
        for (long i = 0; i < all.size(); i++) {
          FunctionSchema schema = all.get(i).schema();
          // One that writes says so: it is none of those that are meant.
          assertThat(schema.hasAnyAliasInfo()).as(name).isEqualTo(schema.is_mutable());
        }
      }
    }
  }
}
