package io.infer4j.torch.desktop;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * What is known of PyTorch's operators beyond what their schemas say. A name that is missing here
 * costs a copy at most: whatever is not known to be harmless is taken for harmful.
 */
final class Operators {
  /**
   * They give tensors in memory of their own, whatever they are given. The tests run each of them.
   * Others without alias annotation may give their argument itself, as {@code type_as} does.
   */
  private static final Set<String> FRESH =
      set(
          "aten::_convolution aten::conv1d aten::conv2d aten::conv3d aten::conv_transpose1d"
              + " aten::conv_transpose2d aten::conv_transpose3d aten::convolution aten::linear"
              + " aten::addmm aten::baddbmm aten::bmm aten::matmul aten::mm aten::mv"
              + " aten::add aten::sub aten::rsub aten::mul aten::div aten::remainder aten::neg"
              + " aten::pow aten::exp aten::log aten::log1p aten::sqrt aten::rsqrt aten::square"
              + " aten::reciprocal aten::abs aten::sign aten::sin aten::cos aten::erf aten::floor"
              + " aten::ceil aten::round aten::clamp aten::clamp_min aten::clamp_max"
              + " aten::maximum aten::minimum aten::relu aten::relu6 aten::sigmoid aten::tanh"
              + " aten::gelu aten::silu aten::mish aten::hardtanh aten::hardswish aten::hardsigmoid"
              + " aten::leaky_relu aten::elu aten::softplus aten::prelu aten::softmax"
              + " aten::log_softmax aten::batch_norm aten::layer_norm aten::group_norm"
              + " aten::instance_norm aten::max_pool1d aten::max_pool2d aten::max_pool3d"
              + " aten::avg_pool1d aten::avg_pool2d aten::avg_pool3d aten::adaptive_avg_pool1d"
              + " aten::adaptive_avg_pool2d aten::adaptive_avg_pool3d aten::upsample_nearest1d"
              + " aten::upsample_nearest2d aten::upsample_nearest3d aten::upsample_bilinear2d"
              + " aten::upsample_bicubic2d aten::upsample_linear1d aten::constant_pad_nd"
              + " aten::reflection_pad1d aten::reflection_pad2d aten::replication_pad2d"
              + " aten::cat aten::stack aten::clone aten::zeros aten::ones aten::empty aten::full"
              + " aten::zeros_like aten::ones_like aten::empty_like aten::full_like aten::new_zeros"
              + " aten::new_ones aten::new_full aten::new_empty aten::arange aten::eye"
              + " aten::linspace aten::rand aten::randn aten::rand_like aten::randn_like"
              + " aten::where aten::masked_fill aten::index_select aten::gather aten::embedding"
              + " aten::sum aten::mean aten::argmax aten::argmin aten::eq aten::ne aten::lt"
              + " aten::le aten::gt aten::ge aten::logical_not aten::logical_and aten::logical_or"
              + " aten::repeat aten::flip aten::cumsum aten::glu aten::grid_sampler aten::amax"
              + " aten::amin aten::max aten::min aten::topk aten::std aten::var"
              + " aten::norm aten::tril aten::triu aten::bitwise_not aten::bitwise_and"
              + " aten::bitwise_or aten::isnan aten::addcmul aten::lerp aten::floor_divide"
              + " aten::fmod aten::trunc aten::expm1"
              + " aten::quantize_per_tensor quantized::conv1d quantized::conv2d"
              + " quantized::conv2d_relu quantized::linear quantized::linear_relu"
              + " quantized::linear_dynamic quantized::linear_relu_dynamic quantized::add"
              + " quantized::add_relu quantized::mul prepacked::conv2d_clamp_run"
              + " prepacked::linear_clamp_run");

  /** The interpreter's own, which have no schema, or are no operators at all: harmless. */
  private static final Set<String> STRUCTURE =
      set(
          "prim::Constant prim::ListConstruct prim::TupleConstruct prim::DictConstruct"
              + " prim::TupleUnpack prim::ListUnpack prim::TupleIndex prim::TupleSlice"
              + " prim::GetAttr prim::If prim::Loop prim::CreateObject prim::Uninitialized"
              + " prim::unchecked_cast prim::unchecked_unwrap_optional prim::isinstance"
              + " prim::tolist prim::NumToTensor prim::Print prim::RaiseException prim::EnumName"
              + " prim::EnumValue prim::StringIndex");

  /** They make a container of what they are given. */
  private static final Set<String> CONTAINERS =
      set("prim::ListConstruct prim::DictConstruct prim::CreateObject");

  /** They put what they are given into a container. */
  private static final Set<String> STORES =
      set(
          "prim::SetAttr aten::append aten::insert aten::extend aten::_set_item aten::update"
              + " aten::setdefault");

  /** They make their first argument share the memory of another. */
  private static final Set<String> REPLACES = set("aten::set_ aten::set_data");

  /** Namespaces of what comes with PyTorch, whose schemas say what is written to. */
  private static final Set<String> BUILT_IN =
      set("aten prim prims quantized _quantized prepacked sparse mkldnn mkldnn_prepacked");

  /** They compute gradients, or ask for them. */
  private static final Set<String> GRADIENTS =
      set("aten::grad aten::backward aten::requires_grad_ aten::retain_grad");

  /** They change something that is the process's. */
  private static final Set<String> OUTSIDE =
      set("prim::Print aten::manual_seed aten::seed aten::save aten::set_grad_enabled");

  private Operators() {}

  private static Set<String> set(String names) {
    return new HashSet<>(Arrays.asList(names.split(" ")));
  }

  static Set<String> fresh() {
    return FRESH;
  }

  static boolean givesNewMemory(String kind) {
    return FRESH.contains(kind);
  }

  static boolean isStructure(String kind) {
    return STRUCTURE.contains(kind);
  }

  static boolean makesContainer(String kind) {
    return CONTAINERS.contains(kind);
  }

  static boolean stores(String kind) {
    return STORES.contains(kind);
  }

  static boolean replaces(String kind) {
    return REPLACES.contains(kind);
  }

  static boolean isBuiltIn(String kind) {
    int end = kind.indexOf("::");
    return end > 0 && BUILT_IN.contains(kind.substring(0, end));
  }

  static boolean differentiates(String kind) {
    return GRADIENTS.contains(kind);
  }

  static boolean reachesOutside(String kind) {
    return OUTSIDE.contains(kind);
  }

  /** It has a graph of its own as attribute, which runs when it likes. */
  static boolean isDeferred(String kind) {
    return kind.equals("prim::fork") || kind.equals("prim::awaitable");
  }
}
