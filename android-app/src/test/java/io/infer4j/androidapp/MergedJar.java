package io.infer4j.androidapp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What an Android build makes of an app's JARs: one, in which files of one name are joined if they
 * are services files, and else the first counts. Module descriptors, manifests and natives go.
 */
final class MergedJar {
  static final String SERVICES = "META-INF/services/";
  static final String RULES = "META-INF/proguard/";
  static final String ENGINES = SERVICES + "io.infer4j.spi.InferenceEngine";

  private final Map<String, byte[]> entries = new TreeMap<>();

  private MergedJar() {}

  static MergedJar of(World world) throws IOException {
    MergedJar merged = new MergedJar();
    for (Path part : world.parts()) {
      if (Files.isDirectory(part)) {
        merged.add(part);
      } else {
        try (FileSystem jar = FileSystems.newFileSystem(part)) {
          merged.add(jar.getPath("/"));
        }
      }
    }
    return merged;
  }

  private void add(Path root) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String name = root.relativize(file).toString().replace('\\', '/');
      if (!isPacked(name)) {
        continue;
      }
      byte[] content = Files.readAllBytes(file);
      byte[] before = entries.get(name);
      if (before == null) {
        entries.put(name, content);
      } else if (name.startsWith(SERVICES)) {
        entries.put(name, joined(before, content));
      }
    }
  }

  private static boolean isPacked(String name) {
    if (name.startsWith("META-INF/")) {
      return name.startsWith(SERVICES) || name.startsWith(RULES);
    }
    return name.startsWith("io/infer4j/")
        || (name.endsWith(".class") && !name.endsWith("module-info.class"));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(first);
    both.write('\n');
    both.writeBytes(second);
    return both.toByteArray();
  }

  /** The names of the entries. */
  Iterable<String> names() {
    return entries.keySet();
  }

  String text(String name) {
    return new String(entries.get(name), StandardCharsets.UTF_8);
  }

  void put(String name, String text) {
    entries.put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The rules that the JARs brought, by the file's name. */
  Map<String, String> rules() {
    Map<String, String> rules = new LinkedHashMap<>();
    for (String name : entries.keySet()) {
      if (name.startsWith(RULES)) {
        rules.put(name.substring(RULES.length()), text(name));
      }
    }
    return rules;
  }

  Path write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }
}
