package io.infer4j.testkit.conformance;

/** What a rule is about. The order is that of the summary. */
enum Area {
  DISC("Discovery and identity"),
  LOAD("Loading"),
  OPT("Load options"),
  PLACE("Fallback and placement"),
  INSP("What a model says of itself"),
  TYPE("Element types, bit for bit"),
  RUN("Running"),
  NUM("Numerics"),
  BUF("Buffers"),
  BIND("Bound inputs and outputs"),
  STATE("What a model keeps from run to run"),
  LIFE("Life cycle"),
  CONC("Concurrency"),
  CANC("Cancellation"),
  ERR("Words of errors"),
  MEM("Memory"),
  SPI("The contract of the SPI");

  final String title;

  Area(String title) {
    this.title = title;
  }

  static Area of(Rule rule) {
    return valueOf(rule.id().substring(0, rule.id().indexOf('-')));
  }
}
