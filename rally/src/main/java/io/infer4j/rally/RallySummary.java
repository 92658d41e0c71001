package io.infer4j.rally;

import io.infer4j.rally.video.VideoException;
import java.util.Optional;

/**
 * How the spotting of a video went.
 *
 * @param decoded the frames that were read
 * @param frames the frames that have scores: those decoded or, where it was stopped, fewer
 * @param events the events told to the listener
 * @param stopped whether {@link RallySpotter#stop} ended it; what the listener was told is then the
 *     beginning of what it would have been told
 * @param damage why the video ended early or lacks parts, if it does: everything that could be
 *     decoded was used
 */
public record RallySummary(
    long decoded, long frames, long events, boolean stopped, Optional<VideoException> damage) {}
