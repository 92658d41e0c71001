package io.infer4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.DType;
import io.infer4j.ModelSource;
import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a process among others: memory, pipes, locales. */
class ProcessTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path temp;

  @Test
  void lackOfMemoryIsOneLine() throws Exception {
    Path file = temp.resolve("x.npy");
    Npy.write(file, Tensor.allocate(DType.FLOAT32, 30_000_000));

    Cli cli =
        Cli.inAJvm(
            temp,
            List.of("-Xmx32m"),
            "C.UTF-8",
            "run",
            Cli.model("scalar.onnx"),
            "--input",
            "x=" + file);

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err())
        .startsWith("infer4j: " + file)
        .contains("120000000 bytes", "no memory", "-Xmx")
        .hasLineCount(1);
  }

  @Test
  void readerThatGoesAwayIsOneLineAtMost() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Infer4j.class.getName(),
                "inspect")
            .redirectError(temp.resolve("err").toFile())
            .start();
    process.getInputStream().close();

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(Files.readString(temp.resolve("err")))
        .startsWith("infer4j: cannot write to stdout: ")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "C.UTF-8"})
  void outputIsUtf8WhateverTheLocale(String locale) throws Exception {
    Path bundle = Files.createDirectories(temp.resolve("net"));
    Files.copy(Cli.model("twice.onnx"), bundle.resolve("twice.onnx"));
    Files.write(
        bundle.resolve("model.properties"),
        """
        infer4j.version = 1
        input.0.name = gr\u00f6\u00dfe
        input.0.dtype = float32
        input.0.shape = 1,4
        output.0.name = y
        output.0.dtype = float32
        output.0.shape = 1,4
        variant.onnx.format = onnx
        variant.onnx.file = twice.onnx
        variant.onnx.input.0.name = x
        variant.onnx.sha256 = %s
        """
            .formatted(ModelSource.of(bundle.resolve("twice.onnx")).sha256())
            .getBytes(StandardCharsets.UTF_8));

    Cli cli = Cli.inAJvm(temp, List.of(), locale, "inspect", bundle);

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out()).contains("gr\u00f6\u00dfe");
  }
}
