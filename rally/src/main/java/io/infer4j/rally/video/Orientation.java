package io.infer4j.rally.video;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.IntPointer;

/** How a video is to be turned to be upright: what phones write when they are held otherwise. */
final class Orientation {
  private Orientation() {}

  /**
   * Quarter turns clockwise, 0 to 3; what is told of the frame goes before what is of the stream.
   */
  static int quarterTurns(AVCodecParameters stream, AVFrame frame) {
    AVFrameSideData ofFrame =
        avutil.av_frame_get_side_data(frame, avutil.AV_FRAME_DATA_DISPLAYMATRIX);
    if (ofFrame != null) {
      return quarterTurns(new IntPointer(ofFrame.data()));
    }
    AVPacketSideData ofStream =
        avcodec.av_packet_side_data_get(
            stream.coded_side_data(),
            stream.nb_coded_side_data(),
            avcodec.AV_PKT_DATA_DISPLAYMATRIX);
    return ofStream == null ? 0 : quarterTurns(new IntPointer(ofStream.data()));
  }

  private static int quarterTurns(IntPointer matrix) {
    // In degrees counter-clockwise; NaN, which rounds to 0, where the matrix is singular.
    double degrees = avutil.av_display_rotation_get(matrix);
    return Math.floorMod(-Math.round(degrees / 90), 4);
  }
}
