package io.infer4j.torch.values;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in what a method returns: the whole of it, an element of a tuple or list, an entry of a
 * dict. The tree of a binding grows where a run returns more than any before it; a run that returns
 * the same structure again finds every place and allocates nothing here.
 *
 * <p>A place is named by the indices and keys that lead to it, with dots between them: {@code
 * scores}, {@code 1}, {@code 0.boxes}. The whole is {@code output}.
 */
public final class ValueNode {
  private final Results results;

  /** Null for the whole: an entry's key may be the empty text. */
  private final @Nullable String name;

  /** Whether it comes after the places before it in an order that the model decides. */
  private final boolean ordered;

  private final List<ValueNode> byIndex = new ArrayList<>();
  private final Map<String, ValueNode> byKey = new HashMap<>();
  private @Nullable OutputSlot slot;

  /** The whole of what a method returns. */
  ValueNode(Results results) {
    this(results, null, true);
  }

  private ValueNode(Results results, @Nullable String name, boolean ordered) {
    this.results = results;
    this.name = name;
    this.ordered = ordered;
  }

  /** The place's name, for messages. */
  public String name() {
    return name == null ? OutputList.WHOLE : name;
  }

  /** Element {@code index} of a tuple or list. */
  public ValueNode child(int index) {
    while (byIndex.size() <= index) {
      byIndex.add(new ValueNode(results, path(String.valueOf(byIndex.size())), ordered));
    }
    return byIndex.get(index);
  }

  /** The entry of a dict. */
  public ValueNode child(String key) {
    return child(key, ordered);
  }

  /** The entry of a dict of several, where the runtime does not tell which comes first. */
  public ValueNode unorderedChild(String key) {
    return child(key, false);
  }

  private ValueNode child(String key, boolean childOrdered) {
    ValueNode child = byKey.get(key);
    if (child == null) {
      child = new ValueNode(results, path(key), childOrdered);
      byKey.put(key, child);
    }
    return child;
  }

  /**
   * Where the tensor that is at this place is to be copied. To be called once a run for each
   * tensor, in the order in which they come: depth first.
   *
   * @throws io.infer4j.RunFailedException if the model declares its outputs, and this is none
   */
  public OutputSlot leaf() {
    if (slot == null) {
      slot = results.newSlot(name(), ordered);
    }
    results.given(slot);
    return slot;
  }

  private String path(String step) {
    return name == null ? step : name + '.' + step;
  }
}
