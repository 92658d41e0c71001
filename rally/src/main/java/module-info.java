/** The case study: spots the events of a rally in a video, with whichever backend is there. */
module io.infer4j.rally {
  requires com.fasterxml.jackson.databind;
  requires transitive io.infer4j;
  requires java.desktop;
  requires org.bytedeco.ffmpeg;
  requires org.bytedeco.javacpp;
  requires org.slf4j;
  requires static org.jspecify;

  exports io.infer4j.rally;
  exports io.infer4j.rally.evaluation;
  exports io.infer4j.rally.output;
  exports io.infer4j.rally.video;
}
