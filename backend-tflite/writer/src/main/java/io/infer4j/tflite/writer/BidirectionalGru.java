package io.infer4j.tflite.writer;

import io.infer4j.DType;
import io.infer4j.Tensor;
import java.util.List;

/**
 * A bidirectional gated recurrent unit as PyTorch has it. TensorFlow Lite has no operator for it,
 * so it is a WHILE loop: each pass takes one step from the first frame on and one from the last
 * back. Unrolled it is larger, and slower too, as each step has a copy of the weights then.
 *
 * <p>The loop's values: how many passes there were, [1]; of either direction what the inputs give
 * to the gates, [frames, 3 * states]; of either direction the states [frames, states], which move
 * up by one in each pass so that all are there after the last.
 */
final class BidirectionalGru {
  /**
   * What the name of a graph begins with that TensorFlow Lite gives to no delegate. XNNPACK would
   * divide each of the small steps among its threads, which wait for one another longer than they
   * compute: with two, a clip would take longer than with one.
   */
  private static final String UNDELEGATED = "VALIDATION:";

  private final TrainedWeights trained;
  private final Layers layers;
  private final int states;
  private final TfliteGraph condition = new TfliteGraph("condition");
  private final TfliteGraph body = new TfliteGraph(UNDELEGATED + "body");

  /** With the parameters {@code gru} of a network, in the graph of {@code layers}. */
  BidirectionalGru(TrainedWeights trained, Layers layers) {
    this.trained = trained;
    this.layers = layers;
    this.states = (int) trained.read("gru.weight_hh_forward").shape().dim(1);
  }

  /** The model of the graph in which the unit is, with those of its loop. */
  TfliteModel toModel() {
    return new TfliteModel(layers.graph, condition, body);
  }

  /**
   * The states of both directions [frames, 2 * states] over {@code features} [frames, n], each with
   * {@code more} [1, m] behind it.
   */
  Value over(Value features, Value more) {
    TfliteGraph graph = layers.graph;
    int frames = (int) features.shape().dim(0);
    writeCondition(frames);
    writeBody(frames);
    // Not a constant of that size: it would be a part of the file.
    Value row = graph.constant(Tensor.allocate(DType.FLOAT32, 1, states));
    Value zeros = graph.pad(row, new int[2], new int[] {frames - 1, 0});
    List<Value> last =
        graph.loop(
            condition,
            body,
            graph.constant(Tensor.of(new int[] {0}, 1)),
            inputs("forward", features, more),
            inputs("backward", features, more),
            zeros,
            zeros);
    return graph.concatenation(1, last.get(3), last.get(4));
  }

  /** What the features give to the gates in all frames, and {@code more} in each of them. */
  private Value inputs(String way, Value features, Value more) {
    TfliteGraph graph = layers.graph;
    Tensor weights = trained.read("gru.weight_ih_" + way);
    int n = (int) features.shape().dim(1);
    int all = (int) weights.shape().dim(1);
    Value inEach =
        graph.fullyConnected(more, layers.weights(columns(weights, n, all)), null, Activation.NONE);
    Value ofFeatures =
        layers.dense(
            "inputs",
            features,
            columns(weights, 0, n),
            trained.read("gru.bias_ih_" + way),
            Activation.NONE);
    return graph.add(ofFeatures, inEach);
  }

  private static Tensor columns(Tensor weights, int from, int to) {
    float[] all = weights.toFloats();
    int rows = (int) weights.shape().dim(0);
    int width = to - from;
    float[] some = new float[rows * width];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(all, i * (all.length / rows) + from, some, i * width, width);
    }
    return Tensor.of(some, rows, width);
  }

  private void writeCondition(int frames) {
    Value pass = Variables.in(condition, frames, states).pass;
    condition.output("more", condition.less(pass, integer(condition, frames)));
  }

  private void writeBody(int frames) {
    Variables now = Variables.in(body, frames, states);
    Value back = body.sub(integer(body, frames - 1), now.pass);
    Value latest = rows(now.forward, frames - 1, frames);
    Value earliest = rows(now.backward, 0, 1);
    Value forward = next("forward", body.gather(now.forwardInputs, now.pass, 0), latest);
    Value backward = next("backward", body.gather(now.backwardInputs, back, 0), earliest);
    body.output("pass", body.add(now.pass, integer(body, 1)));
    body.output("forward_inputs", now.forwardInputs);
    body.output("backward_inputs", now.backwardInputs);
    body.output("forward", body.concatenation(0, rows(now.forward, 1, frames), forward));
    body.output("backward", body.concatenation(0, backward, rows(now.backward, 0, frames - 1)));
  }

  private static Value integer(TfliteGraph graph, int value) {
    return graph.constant(Tensor.of(new int[] {value}, 1));
  }

  private Value rows(Value x, int from, int to) {
    int[] end = {to, TfliteGraph.END};
    return body.stridedSlice(x, new int[] {from, 0}, end, new int[] {1, 1});
  }

  /** The state after one frame, by gates in PyTorch's order: reset, update, new. */
  private Value next(String way, Value inputs, Value state) {
    Value hidden =
        layers
            .in(body)
            .dense(
                "hidden",
                state,
                trained.read("gru.weight_hh_" + way),
                trained.read("gru.bias_hh_" + way),
                Activation.NONE);
    List<Value> i = body.split(inputs, 1, 3);
    List<Value> h = body.split(hidden, 1, 3);
    Value reset = body.logistic(body.add(i.get(0), h.get(0)));
    Value update = body.logistic(body.add(i.get(1), h.get(1)));
    Value fresh = body.tanh(body.add(i.get(2), body.mul(reset, h.get(2))));
    return body.add(fresh, body.mul(update, body.sub(state, fresh)));
  }

  /** The loop's values, as inputs of one of its graphs. */
  private record Variables(
      Value pass, Value forwardInputs, Value backwardInputs, Value forward, Value backward) {

    static Variables in(TfliteGraph graph, int frames, int states) {
      return new Variables(
          graph.input("pass", DType.INT32, 1),
          graph.input("forward_inputs", DType.FLOAT32, frames, 3L * states),
          graph.input("backward_inputs", DType.FLOAT32, frames, 3L * states),
          graph.input("forward", DType.FLOAT32, frames, states),
          graph.input("backward", DType.FLOAT32, frames, states));
    }
  }
}
