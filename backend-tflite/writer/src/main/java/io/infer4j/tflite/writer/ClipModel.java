package io.infer4j.tflite.writer;

import io.infer4j.DType;
import io.infer4j.Tensor;
import java.util.List;

/**
 * The fixture {@code clip} of {@link ConformanceModels}: a CNN over each of eight frames, where the
 * hand is, a gated recurrent unit over time in both directions, and two heads. There is no operator
 * for the recurrence, so it is unrolled.
 */
final class ClipModel {
  private static final int TIME = 8;
  private static final int STATES = 8;

  private final ConformanceModels models;
  private final TfliteGraph graph = new TfliteGraph();

  ClipModel(ConformanceModels models) {
    this.models = models;
  }

  TfliteGraph graph() {
    Value frame = graph.input("frame", DType.FLOAT32, 1, TIME, 3, 16, 16);
    Value hand = graph.input("hand", DType.FLOAT32, 1, 2);
    Value images = graph.transpose(graph.reshape(frame, TIME, 3, 16, 16), 0, 2, 3, 1);
    Value first = pooled(models.convolution(graph, images, "clip_conv1"));
    Value second = pooled(models.convolution(graph, first, "clip_conv2"));
    Value hands = graph.concatenation(0, hand, hand, hand, hand, hand, hand, hand, hand);
    Value features = graph.concatenation(1, graph.mean(second, false, 1, 2), hands);
    Value states =
        graph.concatenation(1, states(features, "forward", 1), states(features, "backward", -1));
    graph.output("coarse", graph.reshape(graph.softmax(head(states, "coarse")), 1, TIME, 2));
    graph.output("fine", graph.reshape(graph.logistic(head(states, "fine")), 1, TIME, 5));
    return graph;
  }

  private Value pooled(Value images) {
    return graph.maxPool2d(images, 2, Padding.VALID, 2);
  }

  private Value head(Value states, String name) {
    String layer = "clip_" + name;
    return models.linear(graph, states, layer + "_weight", layer + "_bias", Activation.NONE);
  }

  /**
   * The states [time, states] over {@code features} [time, in], from the first or from the last.
   */
  private Value states(Value features, String way, int step) {
    String layer = "clip_" + way;
    Value inputs =
        models.linear(graph, features, layer + "_w_ih", layer + "_b_ih", Activation.NONE);
    Value weights = models.constant(graph, layer + "_w_hh");
    Value bias = models.constant(graph, layer + "_b_hh");
    Value state = graph.constant(Tensor.allocate(DType.FLOAT32, 1, STATES));
    Value[] states = new Value[TIME];
    for (int i = 0; i < TIME; i++) {
      int t = step > 0 ? i : TIME - 1 - i;
      Value input = graph.reshape(graph.at(inputs, 0, t), 1, 3 * STATES);
      state = next(input, state, graph.fullyConnected(state, weights, bias, Activation.NONE));
      states[t] = state;
    }
    return graph.concatenation(0, states);
  }

  /** Gates in PyTorch's order: reset, update, new. */
  private Value next(Value input, Value state, Value fromState) {
    List<Value> i = graph.split(input, 1, 3);
    List<Value> s = graph.split(fromState, 1, 3);
    Value reset = graph.logistic(graph.add(i.get(0), s.get(0)));
    Value update = graph.logistic(graph.add(i.get(1), s.get(1)));
    Value fresh = graph.tanh(graph.add(i.get(2), graph.mul(reset, s.get(2))));
    return graph.add(fresh, graph.mul(update, graph.sub(state, fresh)));
  }
}
