package io.infer4j.tflite;

import io.infer4j.Shape;
import io.infer4j.tflite.runtime.NativeModel;
import io.infer4j.tflite.runtime.Session;
import io.infer4j.tflite.runtime.Settings;
import io.infer4j.tflite.schema.Graph;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which shapes of inputs a run survives. Delegates do not look whether a shape leaves
 * anything of an image, and hide the shapes of what they compute. The runtime's own kernels do
 * look, and they lay out memory in a fraction of the time that a delegate takes; so they are asked
 * first, once for each set of shapes. Any thread may call.
 */
final class SafeShapes {
  /** So many are remembered. */
  private static final int MOST = 64;

  private final NativeModel model;
  private final Graph graph;

  /** Whether sessions for runs are of another kind than those that are asked. */
  private final boolean delegates;

  private final Set<List<Shape>> safe =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<List<Shape>, Boolean>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<List<Shape>, Boolean> eldest) {
                  return size() > MOST;
                }
              }));

  SafeShapes(NativeModel model, Graph graph, Settings settings) {
    this.model = model;
    this.graph = graph;
    this.delegates = settings.xnnpack || !settings.accelerators.isEmpty();
  }

  /** Whether an input has no elements. */
  static boolean areEmpty(List<Shape> shapes) {
    for (Shape shape : shapes) {
      if (shape.elements() == 0) {
        return true;
      }
    }
    return false;
  }

  /** Why a delegate must not run these, null if it may; sessions without ask themselves. */
  @Nullable String refusal(List<Shape> shapes) {
    if (!delegates || safe.contains(shapes)) {
      return null;
    }
    String refused;
    try (Session session = model.newSession(graph, true)) {
      refused = session.check(shapes);
    }
    if (refused == null) {
      safe.add(shapes);
    }
    return refused;
  }
}
