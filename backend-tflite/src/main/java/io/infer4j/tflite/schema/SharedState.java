package io.infer4j.tflite.schema;

import io.infer4j.ModelLoadException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The state that the signatures of a file share in one interpreter. Here each has an interpreter of
 * its own, so that one which needs what another does is refused.
 */
final class SharedState {
  private SharedState() {}

  /**
   * Refuses a graph that reads what only others set.
   *
   * @param own the caller knows, and wants it to run with state of its own
   * @return what others would have seen of it
   * @throws ModelLoadException with the reason, and the way out where there is one
   */
  static List<String> check(String name, FlatTable model, Graph graph, boolean own) {
    Resources mine = new Resources(model, graph.subgraph);
    List<String> notes = new ArrayList<>();
    if (mine.read.isEmpty() && mine.changed.isEmpty()) {
      return notes;
    }
    Set<String> setters = new TreeSet<>();
    Set<String> readers = new TreeSet<>();
    Set<String> foreign = new TreeSet<>();
    for (FlatTable signature : model.tables(7)) {
      if (signature.integer(4, 0) != graph.subgraph) {
        Resources other = new Resources(model, signature.integer(4, 0));
        Set<String> changes = common(other.changed, mine.read);
        foreign.addAll(changes);
        if (!changes.isEmpty()) {
          setters.add(signature.string(2));
        }
        if (!common(other.read, mine.changed).isEmpty()) {
          readers.add(signature.string(2));
        }
      }
    }
    String signature = "signature '" + graph.signature + "'";
    String subject = graph.signature == null ? name : signature + " of " + name;
    String alone =
        "; infer4j runs each signature in an interpreter of its own, where it sees nothing of that";
    if (!mine.unset.isEmpty()) {
      throw new ModelLoadException(
          subject
              + " cannot be run: it reads "
              + String.join(", ", mine.unset)
              + " before it sets that, which would be whatever lies in memory"
              + (setters.isEmpty() ? "" : "; signatures " + setters + " set it" + alone));
    }
    if (!own && !foreign.isEmpty()) {
      throw new ModelLoadException(
          subject
              + " reads "
              + String.join(", ", foreign)
              + ", which signatures "
              + setters
              + " change"
              + alone
              + ". The option tflite.state=own runs it all the same, each binding with what the"
              + " signature itself sets at the beginning");
    }
    if (!readers.isEmpty()) {
      notes.add(signature + " changes state that signatures " + readers + " read" + alone);
    }
    return notes;
  }

  private static Set<String> common(Set<String> some, Set<String> others) {
    Set<String> common = new TreeSet<>(some);
    common.retainAll(others);
    return common;
  }
}
