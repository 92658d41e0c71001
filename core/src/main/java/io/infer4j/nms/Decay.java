package io.infer4j.nms;

/** How soft suppression lowers a score. */
interface Decay {
  /** What a score is multiplied by for this overlap, 0 to 1; 1 for an overlap of 0. */
  float of(float iou);

  /** As mmcv: compared in float32. */
  static Decay linear(double iouThreshold) {
    float threshold = (float) iouThreshold;
    return iou -> iou >= threshold ? 1 - iou : 1;
  }

  static Decay gaussian(double sigma) {
    return iou -> (float) Math.exp(-((double) iou * iou) / sigma);
  }
}
