package io.infer4j.bundle;

import io.infer4j.ModelSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a bundle of echo models into a folder. */
final class BundleFolder {
  final Path folder;
  private final StringBuilder text = new StringBuilder("infer4j.version=1\n");

  BundleFolder(Path folder) {
    this.folder = folder;
  }

  /** Lines of model.properties, from its second line on. */
  BundleFolder lines(String... lines) {
    for (String line : lines) {
      text.append(line).append('\n');
    }
    return this;
  }

  /** A variant for the echo engine of that format, its file with it. */
  BundleFolder variant(String name, String format, String... lines) {
    String file = name + ".bin";
    byte[] model = file(file, format + " " + name);
    lines(
        "variant." + name + ".format=" + format,
        "variant." + name + ".file=" + file,
        "variant." + name + ".sha256=" + ModelSource.of(model).sha256());
    for (String line : lines) {
      lines("variant." + name + "." + line);
    }
    return this;
  }

  byte[] file(String name, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    try {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }

  ModelBundle open() {
    file("model.properties", text.toString());
    return ModelBundle.open(folder);
  }
}
