package io.infer4j.torch.script;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Programs that are of another machine than the one that runs them, by what PyTorch says. */
public final class ExportedWrong {
  private static final String DEVICES = "CUDA|MPS|XLA|HIP|XPU|HPU|IPU|MTIA|VE|Vulkan|Metal|Lazy";

  /** What PyTorch says of a device that it does not have, in its several places. */
  private static final Pattern[] DEVICE = {
    Pattern.compile("from the '(?:Sparse|SparseCsr|Quantized|Autograd)?(" + DEVICES + ")' backend"),
    Pattern.compile(
        "not (?:linked with support for|compiled with) (" + DEVICES + ")\\b",
        Pattern.CASE_INSENSITIVE),
    Pattern.compile("Cannot initialize (" + DEVICES + ") without"),
    Pattern.compile("(?:No|Found no) (?:" + DEVICES + ")? ?(CUDA|HIP|XPU|NVIDIA) (?:GPUs|driver)"),
  };

  private ExportedWrong() {}

  /** What is wrong and what its owner can do, as a clause; null if that is not known. */
  public static @Nullable String in(String said) {
    for (Pattern pattern : DEVICE) {
      Matcher matcher = pattern.matcher(said);
      if (matcher.find()) {
        String device = matcher.group(1).toLowerCase(Locale.ROOT);
        return "the device '"
            + device
            + "' is baked into its code and is not in this build of PyTorch; export it anew on the"
            + " CPU: module.cpu() before it is scripted or traced, and in its code no device by name"
            + " but that of an input (device=x.device)";
      }
    }
    if (said.contains("required keyword attribute 'value' is undefined")
        || said.contains("mkldnn")
        || said.contains("MkldnnCPU")) {
      return "its code holds what PyTorch makes for the machine that it runs on, as"
          + " torch.jit.optimize_for_inference or to_mkldnn() do; such a program cannot be saved:"
          + " export the module as it was before that, infer4j has it optimised when it is loaded";
    }
    return null;
  }
}
