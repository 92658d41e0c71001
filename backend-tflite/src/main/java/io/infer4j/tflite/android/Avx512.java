package io.infer4j.tflite.android;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Locale;

/**
 * Whether XNNPACK would use AVX-512. In the AAR for x86 it keeps the parameters of operators at
 * multiples of 32 bytes, and its AVX-512 code for QUANTIZE and DEQUANTIZE of 8 bits reads them as
 * if those were of 64: the process ends with a SIGSEGV every other time. That is so in 2.16.1,
 * whose other code has no such instruction.
 */
final class Avx512 {
  private Avx512() {}

  /** True as well where the system does not tell. */
  static boolean isPresent() {
    String arch = String.valueOf(System.getProperty("os.arch")).toLowerCase(Locale.ROOT);
    if (!arch.contains("86") && !arch.equals("amd64")) {
      return false;
    }
    try (BufferedReader lines =
        Files.newBufferedReader(Paths.get("/proc/cpuinfo"), StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("flags")) {
          return line.contains("avx512f");
        }
      }
    } catch (IOException | SecurityException e) {
      return true;
    }
    return true;
  }
}
