package io.infer4j.tflite.writer;

import io.infer4j.Tensor;

/**
 * The rally's network: a CNN over each frame, a bidirectional gated recurrent unit over time, two
 * heads. Its widths are those of the weights.
 */
final class RallyGraph {
  static final int FRAMES = 96;
  static final int SIDE = 64;
  private static final int CONVOLUTIONS = 4;

  private final TrainedWeights trained;
  private final Layers cnn;
  private final Layers rest;
  private final BidirectionalGru gru;

  /**
   * A network to be put together.
   *
   * @param cnn makes the layers up to the features of a frame
   * @param rest makes those behind, in the same graph, with activations in float32
   */
  RallyGraph(TrainedWeights trained, Layers cnn, Layers rest) {
    this.trained = trained;
    this.cnn = cnn;
    this.rest = rest;
    this.gru = new BidirectionalGru(trained, rest);
  }

  /** All of it: frame [1,96,64,64,3], hand [1,2] -> coarse [1,96,2], fine [1,96,k]. */
  TfliteModel toModel() {
    Value frame = cnn.input("frame", 1, FRAMES, SIDE, SIDE, 3);
    Value hand = rest.input("hand", 1, 2);
    Value x = cnn.graph.reshape(frame, FRAMES, SIDE, SIDE, 3);
    for (int i = 1; i <= CONVOLUTIONS; i++) {
      x = convolution(x, i);
    }
    addHeads(states(features(x), hand));
    return finished();
  }

  /** The model of what has been put together. */
  TfliteModel finished() {
    return gru.toModel();
  }

  /** Images of half the size, by layer {@code number} from 1. */
  Value convolution(Value images, int number) {
    String layer = "conv" + number;
    // PyTorch has zeros on all four sides, SAME here only below and on the right. The windows of
    // images of even size do not reach what would be added there.
    Value padded = cnn.graph.pad(images, new int[] {0, 1, 1, 0}, new int[4]);
    return cnn.conv(layer, padded, trained.filters(layer), trained.bias(layer), Padding.VALID, 2);
  }

  /** What is known of each frame by itself [n, features], of the last layer's images. */
  Value features(Value images) {
    int channels = (int) images.shape().dim(3);
    Tensor weights = trained.channelsLast("fc", channels);
    Value flat = cnn.graph.reshape(images, images.shape().dim(0), weights.shape().dim(1));
    return cnn.dense("fc", flat, weights, trained.bias("fc"), Activation.RELU);
  }

  /** The states of the recurrent unit, of both directions, for each frame. */
  Value states(Value features, Value hand) {
    return gru.over(cnn.real(features), hand);
  }

  void addHeads(Value states) {
    TfliteGraph graph = rest.graph;
    graph.output("coarse", perFrame(graph.softmax(head("coarse", states))));
    graph.output("fine", perFrame(graph.logistic(head("fine", states))));
  }

  private Value head(String name, Value states) {
    return rest.dense(name, states, trained.weight(name), trained.bias(name), Activation.NONE);
  }

  private Value perFrame(Value scores) {
    return rest.graph.reshape(scores, 1, scores.shape().dim(0), scores.shape().dim(1));
  }
}
