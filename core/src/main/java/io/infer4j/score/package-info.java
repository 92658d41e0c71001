/**
 * What is done with a model's scores: softmax, sigmoid, argmax, top-k; see {@link
 * io.infer4j.score.Scores}.
 *
 * <pre>{@code
 * float[] scores = {1.5f, 0.2f, 3.1f, -1};
 * int best = Scores.argmax(scores); // 2
 * int[] two = Scores.topK(scores, 2); // 2, 0
 * Scores.softmax(scores); // in place: now they add up to 1
 *
 * Tensor batch = Tensor.allocate(DType.FLOAT32, 2, 10, 8, 8); // any axis: here the ten channels
 * Scores.softmax(batch.asFloats(), batch.asFloats(), 1, 2, 10, 8, 8);
 * int[] classes = Scores.argmax(batch.asFloats(), 1, 2, 10, 8, 8); // 2 * 8 * 8 of them
 * }</pre>
 */
@NullMarked
package io.infer4j.score;

import org.jspecify.annotations.NullMarked;
