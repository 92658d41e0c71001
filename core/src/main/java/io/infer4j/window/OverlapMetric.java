package io.infer4j.window;

/** How much two boxes overlap, from 0 to 1, in float32; 0 where one of them has no area. */
public enum OverlapMetric {
  /** Intersection over union. */
  IOU,

  /** Intersection over the smaller of the two areas: 1 for a part of an object that a tile cut. */
  IOS
}
