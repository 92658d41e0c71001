package io.infer4j.androidapp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads and initialises classes, and says of each how it went. */
final class InitialiseAll {
  private InitialiseAll() {}

  /** A file with a name in each line. */
  public static void main(String[] args) throws IOException, ClassNotFoundException {
    ClassLoader loader = InitialiseAll.class.getClassLoader();
    for (String name : Files.readAllLines(Path.of(args[0]))) {
      try {
        // Reading its members resolves the types in their signatures too.
        int methods = Class.forName(name, true, loader).getDeclaredMethods().length;
        System.out.println(name + " ok, methods: " + methods);
      } catch (NoClassDefFoundError e) {
        System.out.println(name + " lacks " + e.getMessage());
      }
    }
  }
}
