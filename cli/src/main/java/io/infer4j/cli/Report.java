package io.infer4j.cli;

import java.io.PrintWriter;

/** What a command found: a record, whose component names are its JSON keys, and its text. */
interface Report {
  void print(PrintWriter out);
}
