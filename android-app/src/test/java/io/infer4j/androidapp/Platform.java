package io.infer4j.androidapp;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The modules of this JDK whose packages Android has too, for the most part. */
final class Platform {
  static final List<String> MODULES = List.of("java.base", "java.logging");

  private Platform() {}

  /** Their classes in a JAR: what a shrinker is told to be there when the app runs. */
  static Path jar() throws IOException {
    Path jar = Jvm.work("platform-" + System.getProperty("java.vm.version") + ".jar");
    if (Files.exists(jar)) {
      return jar;
    }
    Path part = Jvm.work("platform.part");
    FileSystem modules = FileSystems.getFileSystem(URI.create("jrt:/"));
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(part))) {
      zip.setLevel(1);
      for (String module : MODULES) {
        copy(modules.getPath("modules", module), zip);
      }
    }
    return Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void copy(Path module, ZipOutputStream zip) throws IOException {
    List<Path> classes;
    try (Stream<Path> all = Files.walk(module)) {
      classes =
          all.filter(file -> file.toString().endsWith(".class"))
              .filter(file -> !file.endsWith("module-info.class"))
              .toList();
    }
    for (Path file : classes) {
      zip.putNextEntry(new ZipEntry(module.relativize(file).toString()));
      zip.write(Files.readAllBytes(file));
      zip.closeEntry();
    }
  }
}
