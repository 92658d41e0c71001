package io.infer4j;

/** How much a runtime may rewrite a model's graph when it loads it. */
public enum OptimizationLevel {
  /** The graph as it is in the file. */
  NONE,
  /** What cannot change results beyond rounding and is cheap: constant folding, dead nodes. */
  BASIC,
  /** Also fusing of operators. */
  EXTENDED,
  /** All that the runtime has, memory layouts for this machine included. The default. */
  ALL
}
