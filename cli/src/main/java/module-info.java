/** The command line: looks into models, runs them, measures them. */
module io.infer4j.cli {
  requires com.fasterxml.jackson.databind;
  requires HdrHistogram;
  requires info.picocli;
  requires io.infer4j;
  requires io.infer4j.rally;
  requires java.management;
  requires static org.jspecify;

  opens io.infer4j.cli to
      com.fasterxml.jackson.databind,
      info.picocli;
}
