package io.infer4j.rally;

import java.util.ArrayList;
import java.util.List;

/**
 * Chooses an event's attributes so that they go together: a bounce is in or out, a hit is by the
 * near or the far player and a serve, forehand or backhand.
 */
final class EventLabels {
  private static final String BOUNCE = "bounce";
  private static final List<String> WHERE = List.of("in", "out");
  private static final List<String> WHO = List.of("near", "far");
  private static final List<String> STROKE = List.of("serve", "forehand", "backhand");

  private final List<String> names;
  private final int bounce;
  private final int[] where;
  private final int[] who;
  private final int[] stroke;

  /**
   * Labels of that order.
   *
   * @throws IllegalArgumentException if one is missing
   */
  EventLabels(List<String> names) {
    this.names = List.copyOf(names);
    this.bounce = index(BOUNCE);
    this.where = indices(WHERE);
    this.who = indices(WHO);
    this.stroke = indices(STROKE);
  }

  private int index(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "expected labels of a rally, '" + name + "' among them, got " + names);
    }
    return index;
  }

  private int[] indices(List<String> group) {
    int[] indices = new int[group.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = index(group.get(i));
    }
    return indices;
  }

  List<String> names() {
    return names;
  }

  /** The attributes of an event with these scores, which begin at {@code offset}. */
  List<RallyAttribute> attributes(float[] scores, int offset) {
    List<RallyAttribute> attributes = new ArrayList<>(2);
    int hitter = best(who, scores, offset);
    if (scores[offset + bounce] > scores[offset + hitter]) {
      attributes.add(attribute(bounce, scores, offset));
      attributes.add(attribute(best(where, scores, offset), scores, offset));
    } else {
      attributes.add(attribute(hitter, scores, offset));
      attributes.add(attribute(best(stroke, scores, offset), scores, offset));
    }
    return attributes;
  }

  private RallyAttribute attribute(int label, float[] scores, int offset) {
    return new RallyAttribute(names.get(label), scores[offset + label]);
  }

  /** The label of the highest score, the first of a tie. */
  private static int best(int[] group, float[] scores, int offset) {
    int best = group[0];
    for (int label : group) {
      if (scores[offset + label] > scores[offset + best]) {
        best = label;
      }
    }
    return best;
  }
}
