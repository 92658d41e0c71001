package io.infer4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "bundle",
    subcommands = {BundleInitCommand.class, BundleAddCommand.class, BundleCheckCommand.class},
    description = {
      "Makes and checks bundles: one network as files for several runtimes, with a description by",
      "which an application sees the same names, number types and layouts on any of them.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  infer4j bundle init digits model.onnx model.tflite model.pt",
      "  infer4j bundle add digits model-int8.tflite --name int8",
      "  infer4j bundle check digits"
    })
final class BundleCommand implements Runnable {
  @Mixin
  @SuppressWarnings("UnusedVariable") // for --help and --debug
  private final StandardOptions standard = new StandardOptions();

  @Override
  public void run() {
    throw new WrongUseException("a command is missing after bundle: init, add or check");
  }
}
