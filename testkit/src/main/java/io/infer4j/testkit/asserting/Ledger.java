package io.infer4j.testkit.asserting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was done wrong, and what is open. */
final class Ledger {
  private static final String OWN_PACKAGE = Ledger.class.getPackageName() + ".";

  private final List<String> misuses = new CopyOnWriteArrayList<>();
  private final Map<Object, Throwable> open = new ConcurrentHashMap<>();

  List<String> misuses() {
    return List.copyOf(misuses);
  }

  void require(boolean allowed, String otherwise) {
    if (!allowed) {
      throw misuse(otherwise);
    }
  }

  AssertionError misuse(String text) {
    misuses.add(text);
    return new AssertionError(text);
  }

  /** Remembers who has opened it. */
  void opened(Object resource, String what) {
    open.put(resource, new Throwable(what));
  }

  void closed(Object resource) {
    open.remove(resource);
  }

  void check() {
    List<String> all = new ArrayList<>(misuses);
    List<Throwable> creations = List.copyOf(open.values());
    for (Throwable creation : creations) {
      all.add(creation.getMessage() + " was never closed; it was opened " + opener(creation));
    }
    if (!all.isEmpty()) {
      AssertionError error =
          new AssertionError("the engine was not used as it should be:\n" + String.join("\n", all));
      creations.forEach(error::addSuppressed);
      throw error;
    }
  }

  /** The first caller that is not infer4j's own. */
  private static String opener(Throwable creation) {
    for (StackTraceElement frame : creation.getStackTrace()) {
      String type = frame.getClassName();
      // Tests of this package are its callers.
      boolean own = type.startsWith(OWN_PACKAGE) && !type.contains("Test");
      if (!own && !type.matches("io\\.infer4j\\.(Model|IoBinding|InferenceEngines)")) {
        return "at " + frame;
      }
    }
    return "by infer4j itself";
  }
}
