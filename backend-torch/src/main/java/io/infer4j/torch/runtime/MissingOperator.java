package io.infer4j.torch.runtime;

import io.infer4j.torch.TorchEngine;
import org.jspecify.annotations.Nullable;

/** An operator that a program needs and this build of PyTorch does not have. */
final class MissingOperator {
  /** What stands before its name. */
  private static final String[] BEFORE = {
    "Unknown builtin op: ",
    "Could not find operator: ",
    "Could not find operator ",
    "Couldn't find operator: ",
    "Couldn't find operator ",
    "Unknown operator: ",
    "Unknown operator ",
    "Following ops cannot be found: ",
    "discuss.pytorch.org/",
    "Unknown type name '__torch__.torch.classes.",
  };

  private MissingOperator() {}

  /** Its name, as in {@code torchvision::nms}; null if that is not what is said. */
  static @Nullable String in(String said) {
    for (String before : BEFORE) {
      int at = said.indexOf(before);
      if (at >= 0 && (!before.startsWith("discuss") || said.contains("ops cannot be found"))) {
        String name = name(said, at + before.length());
        if (!name.isEmpty()) {
          return name;
        }
      }
    }
    return null;
  }

  private static String name(String said, int from) {
    int start = from;
    while (start < said.length() && "{' ".indexOf(said.charAt(start)) >= 0) {
      start++;
    }
    int end = start;
    while (end < said.length() && isPartOfName(said.charAt(end))) {
      end++;
    }
    while (end > start && ".:".indexOf(said.charAt(end - 1)) >= 0) {
      end--;
    }
    return said.substring(start, end);
  }

  private static boolean isPartOfName(char c) {
    return c == '_' || c == ':' || c == '.' || Character.isLetterOrDigit(c);
  }

  /** What to do about it, where it is of a library that is known; else null. */
  static @Nullable String advice(String operator) {
    int end = 0;
    while (end < operator.length() && ":.".indexOf(operator.charAt(end)) < 0) {
      end++;
    }
    String library = library(operator.substring(0, end));
    if (library == null) {
      return null;
    }
    return "it is of "
        + library
        + ", which is no part of PyTorch and not on Maven Central: load a library built for this"
        + " PyTorch, without Python, with the option "
        + TorchEngine.NAME
        + ".libraries=PATH, or export the model without it"
        + (operator.equals("torchvision::nms")
            ? " (boxes and scores out; infer4j's io.infer4j.nms does the rest)"
            : "");
  }

  private static @Nullable String library(String namespace) {
    return switch (namespace) {
      case "torchvision", "image", "video_reader" -> "torchvision (libtorchvision)";
      case "torchaudio",
          "torchtext",
          "detectron2",
          "fbgemm",
          "tensorrt",
          "neuron",
          "mmdeploy",
          "mmcv",
          "flash_attn",
          "xformers",
          "torchao" ->
          namespace;
      case "torch_scatter", "torch_sparse", "torch_cluster", "torch_spline_conv", "pyg" ->
          namespace + " (PyTorch Geometric)";
      case "torch_ipex", "ipex", "ipex_prepack" -> "Intel's extension for PyTorch";
      default -> null;
    };
  }
}
