/** Frames of video files, cameras and folders of images, through FFmpeg. */
@NullMarked
package io.infer4j.rally.video;

import org.jspecify.annotations.NullMarked;
