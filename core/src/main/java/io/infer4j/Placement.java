package io.infer4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where a model runs: what was asked for, what it got, and why. Immutable. */
public final class Placement {
  private final List<String> requested;
  private final List<String> used;
  private final List<String> notes;
  private final List<String> remarks;

  /**
   * As a backend reports it.
   *
   * @param requested the accelerators asked for, in order
   * @param used the accelerators in use, in order, {@code cpu} included
   * @param notes a sentence for each difference between the two and each choice made
   */
  public Placement(List<String> requested, List<String> used, List<String> notes) {
    this(requested, used, notes, Collections.emptyList());
  }

  private Placement(
      List<String> requested, List<String> used, List<String> notes, List<String> remarks) {
    this.requested = Collections.unmodifiableList(new ArrayList<>(requested));
    this.used = Collections.unmodifiableList(new ArrayList<>(used));
    this.notes = Collections.unmodifiableList(new ArrayList<>(notes));
    this.remarks = remarks;
  }

  /**
   * A copy with one more note, on something that is as it should be: the others are logged as
   * warnings when a model is loaded, this one is not.
   */
  public Placement withRemark(String note) {
    List<String> all = new ArrayList<>(notes);
    all.add(note);
    List<String> quiet = new ArrayList<>(remarks);
    quiet.add(note);
    return new Placement(requested, used, all, quiet);
  }

  boolean isRemark(String note) {
    return remarks.contains(note);
  }

  /** The accelerators asked for, in order. */
  public List<String> requested() {
    return requested;
  }

  /** The accelerators in use, in order. */
  public List<String> used() {
    return used;
  }

  /** Why the two differ, and which engines were passed over: a sentence each. */
  public List<String> notes() {
    return notes;
  }

  Placement withNotes(List<String> first) {
    List<String> all = new ArrayList<>(first);
    all.addAll(notes);
    return new Placement(requested, used, all, remarks);
  }

  /** For instance {@code cpu (asked for cuda: ...)}. */
  @Override
  public String toString() {
    return String.join(", ", used) + (notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")");
  }
}
