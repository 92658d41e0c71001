package io.infer4j.testkit.reference;

import java.util.Arrays;
import java.util.List;

/** A gated recurrent unit in one direction, as PyTorch defines it; the first state is zero. */
final class Gru {
  private final Value x;
  private final Value w;
  private final Value r;
  private final Value bw;
  private final Value br;
  private final Value y;
  private final boolean reverse;
  private final int hidden;
  private final double[] state;
  private final double[] next;

  private Gru(List<Value> in, boolean reverse) {
    x = in.get(0);
    w = in.get(1);
    r = in.get(2);
    bw = in.get(3);
    br = in.get(4);
    this.reverse = reverse;
    if (x.rank() != 3
        || w.rank() != 2
        || r.rank() != 2
        || w.dim(1) != x.dim(2)
        || r.dim(0) != 3 * r.dim(1)
        || w.dim(0) != r.dim(0)
        || bw.elements() != r.dim(0)
        || br.elements() != r.dim(0)) {
      throw new IllegalArgumentException(
          "expected [n, t, i], [3 h, i], [3 h, h], [3 h] and [3 h], got " + in);
    }
    hidden = r.dim(1);
    y = Value.allocate(x.dtype(), x.dim(0), x.dim(1), hidden);
    state = new double[hidden];
    next = new double[hidden];
  }

  static Kernel bind(List<Value> in, Attributes attributes) {
    Gru gru = new Gru(in, attributes.flag("reverse"));
    return new Kernel(gru.y, gru::run);
  }

  private void run() {
    int times = x.dim(1);
    for (int sequence = 0; sequence < x.dim(0); sequence++) {
      Arrays.fill(state, 0);
      for (int i = 0; i < times; i++) {
        step(sequence * times + (reverse ? times - 1 - i : i));
      }
    }
  }

  /** One time step, whose row of input and output this is. */
  private void step(int row) {
    for (int h = 0; h < hidden; h++) {
      double reset = Elementwise.sigmoid(input(row, h) + recurrent(h));
      double update = Elementwise.sigmoid(input(row, hidden + h) + recurrent(hidden + h));
      double fresh = Math.tanh(input(row, 2 * hidden + h) + reset * recurrent(2 * hidden + h));
      next[h] = (1 - update) * fresh + update * state[h];
    }
    for (int h = 0; h < hidden; h++) {
      state[h] = next[h];
      y.set(row * hidden + h, next[h]);
    }
  }

  private double input(int row, int gate) {
    int features = w.dim(1);
    double sum = bw.get(gate);
    for (int i = 0; i < features; i++) {
      sum += w.get(gate * features + i) * x.get(row * features + i);
    }
    return sum;
  }

  private double recurrent(int gate) {
    double sum = br.get(gate);
    for (int i = 0; i < hidden; i++) {
      sum += r.get(gate * hidden + i) * state[i];
    }
    return sum;
  }
}
