package io.infer4j.rally.output;

import org.jspecify.annotations.Nullable;

/**
 * What was measured in a run.
 *
 * @param frames that have scores
 * @param events that were found
 * @param videoSeconds when the last of these frames is shown
 * @param width of the first frame, in pixels
 * @param height of the first frame
 * @param clips how often the model was run
 * @param elapsedSeconds from before the first frame until the end, decoding included
 * @param millisPerClip how long the model takes for one, on average
 * @param framesPerSecond frames by elapsed seconds
 * @param stopped whether somebody ended it early
 * @param damage why the video ended early or lacks parts, or null
 * @param truth what was found held to the events that there are, or null where they are not known
 */
public record RallyFigures(
    long frames,
    long events,
    double videoSeconds,
    int width,
    int height,
    long clips,
    double elapsedSeconds,
    double millisPerClip,
    double framesPerSecond,
    boolean stopped,
    @Nullable String damage,
    @Nullable RallyVerdict truth) {}
