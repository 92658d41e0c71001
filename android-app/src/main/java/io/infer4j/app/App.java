package io.infer4j.app;

import io.infer4j.Engine;
import io.infer4j.InferenceEngines;
import io.infer4j.LoadOptions;
import java.nio.file.Path;

/** An app that takes the engines that it is packed with. */
public final class App {
  private App() {}

  /** Runs the bundle in the folder {@code args[0]} on every engine found. */
  public static void main(String[] args) {
    InferenceEngines found = InferenceEngines.discover();
    for (String problem : found.problems()) {
      System.out.println("problem: " + problem);
    }
    Digits digits = new Digits(Path.of(args[0]), found);
    for (Engine engine : found.engines()) {
      String name = engine.name();
      try {
        System.out.println(digits.read(LoadOptions.defaults().withEngine(name)));
        System.out.println(name + " on " + engine.accelerators());
      } catch (RuntimeException | LinkageError e) {
        System.out.println(name + " failed: " + e);
      }
    }
    System.out.println(Recording.describe());
    // A library's thread may never end.
    System.exit(0);
  }
}
