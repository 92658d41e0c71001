package io.infer4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where a model runs: what was asked for, what it got, and why. Immutable. */
public final class Placement {
  private final List<String> requested;
  private final List<String> used;
  private final List<String> warnings;
  private final List<String> notes;

  /** As a backend reports it, without notes. */
  public Placement(List<String> requested, List<String> used, List<String> warnings) {
    this(requested, used, warnings, Collections.emptyList());
  }

  /**
   * As a backend reports it.
   *
   * @param requested the accelerators asked for, in order
   * @param used the accelerators in use, in order, {@code cpu} included
   * @param warnings a sentence for each difference between the two and whatever else is not as it
   *     was asked for; logged when a model is loaded
   * @param notes a sentence for each choice made that is as it should be; not logged
   */
  public Placement(
      List<String> requested, List<String> used, List<String> warnings, List<String> notes) {
    this.requested = Collections.unmodifiableList(new ArrayList<>(requested));
    this.used = Collections.unmodifiableList(new ArrayList<>(used));
    this.warnings = Collections.unmodifiableList(new ArrayList<>(warnings));
    this.notes = Collections.unmodifiableList(new ArrayList<>(notes));
  }

  /** The accelerators asked for, in order. */
  public List<String> requested() {
    return requested;
  }

  /** The accelerators in use, in order. */
  public List<String> used() {
    return used;
  }

  /** Why the two differ, and which engines and variants were passed over: a sentence each. */
  public List<String> warnings() {
    return warnings;
  }

  /** What was chosen and is as it should be: a sentence each. */
  public List<String> notes() {
    return notes;
  }

  Placement afterWarnings(List<String> first) {
    List<String> all = new ArrayList<>(first);
    all.addAll(warnings);
    return new Placement(requested, used, all, notes);
  }

  /** For instance {@code cpu (asked for cuda: ...)}. */
  @Override
  public String toString() {
    List<String> all = new ArrayList<>(warnings);
    all.addAll(notes);
    return String.join(", ", used) + (all.isEmpty() ? "" : " (" + String.join("; ", all) + ")");
  }
}
