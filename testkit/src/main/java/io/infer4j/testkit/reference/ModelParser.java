package io.infer4j.testkit.reference;

import io.infer4j.DType;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.UnsupportedOperatorException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the text of a model, statement by statement. */
final class ModelParser {
  static final String VERSION = "1";

  private static final String MAGIC = "infer4j-reference";

  private final String file;
  private final List<TensorSpec> inputs = new ArrayList<>();
  private final List<@Nullable Tensor> defaults = new ArrayList<>();
  private final List<TensorSpec> outputs = new ArrayList<>();
  private final List<Line> outputLines = new ArrayList<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<Integer, Tensor> constants = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  private ModelParser(String file) {
    this.file = file;
  }

  /** Whether a file begins like one of this format. */
  static boolean recognizes(byte[] header) {
    return new String(header, StandardCharsets.ISO_8859_1).startsWith(MAGIC + " ");
  }

  /**
   * Reads a whole file.
   *
   * @param file its name, for messages
   * @throws Mistake if it is not as it should be
   * @throws UnsupportedOperatorException naming the operator that there is not
   */
  static Graph parse(String file, String text) {
    List<Line> lines = lines(text);
    ModelParser parser = new ModelParser(file);
    parser.readVersion(lines.get(0));
    for (Line line : lines.subList(1, lines.size() - 1)) {
      parser.read(line);
    }
    return parser.graph();
  }

  private static List<Line> lines(String text) {
    List<Line> lines = new ArrayList<>();
    String[] all = text.split("\r?\n", -1);
    for (int i = 0; i < all.length; i++) {
      boolean continued = all[i].startsWith(" ") || all[i].startsWith("\t");
      Line line = continued && !lines.isEmpty() ? lines.get(lines.size() - 1) : new Line(i + 1);
      line.add(all[i]);
      if (!continued && !line.words().isEmpty()) {
        lines.add(line);
      }
    }
    Line last = lines.get(lines.size() - 1);
    if (last.words().size() != 1 || !last.words().get(0).text().equals("end")) {
      throw last.error("the last line should be 'end'; the file may have been cut off");
    }
    return lines;
  }

  private void readVersion(Line line) {
    String version = line.words().size() == 2 ? line.words().get(1).text() : "";
    if (!version.equals(VERSION)) {
      throw line.error("expected '" + MAGIC + " " + VERSION + "', got version '" + version + "'");
    }
  }

  private void read(Line line) {
    List<Line.Word> words = new ArrayList<>();
    Map<String, String> values = new LinkedHashMap<>();
    for (Line.Word word : line.words()) {
      int equals = word.quoted() ? -1 : word.text().indexOf('=');
      if (equals <= 0) {
        words.add(word);
      } else if (values.put(word.text().substring(0, equals), word.text().substring(equals + 1))
          != null) {
        throw line.error("'" + word.text() + "' says a second time what was said before");
      }
    }
    Attributes attributes = new Attributes(values);
    if (words.size() >= 3 && !words.get(1).quoted() && words.get(1).text().equals("=")) {
      operation(line, words, attributes);
      return;
    }
    checkAttributes(line, Declaration.ATTRIBUTES, attributes);
    List<Line.Word> rest = words.subList(Math.min(1, words.size()), words.size());
    switch (words.isEmpty() ? "" : words.get(0).text()) {
      case "metadata" -> metadata(line, rest);
      case "input" -> input(line, rest, attributes);
      case "output" -> {
        outputs.add(unique(line, outputs, Declaration.read(line, rest, attributes).spec()));
        outputLines.add(line);
      }
      case "constant" -> constant(line, rest, attributes);
      default ->
          throw line.error(
              "expected metadata, input, output, constant, end, or NAME = OPERATOR ...");
    }
  }

  private void metadata(Line line, List<Line.Word> words) {
    if (words.size() != 2) {
      throw line.error("metadata has a key and a value, given are " + words.size() + " words");
    }
    metadata.put(words.get(0).text(), words.get(1).text());
  }

  private void input(Line line, List<Line.Word> words, Attributes attributes) {
    if (numbers.size() > inputs.size()) {
      throw line.error("inputs come before constants and operations");
    }
    Declaration read = Declaration.read(line, words, attributes);
    TensorSpec spec = read.spec();
    Tensor byDefault = null;
    if (attributes.has("default")) {
      DType dtype = read.dtype();
      Line.Word literal = new Line.Word(attributes.text("default"), dtype == DType.STRING);
      byDefault = Literals.read(line, dtype, spec.shape(), List.of(literal));
      spec = spec.asOptional();
    }
    define(line, spec.name());
    inputs.add(spec);
    defaults.add(byDefault);
  }

  private void constant(Line line, List<Line.Word> words, Attributes attributes) {
    Declaration read = Declaration.read(line, words, attributes);
    TensorSpec spec = read.spec();
    List<Line.Word> literals = words.subList(3, words.size());
    constants.put(
        define(line, spec.name()), Literals.read(line, read.dtype(), spec.shape(), literals));
  }

  private void operation(Line line, List<Line.Word> words, Attributes attributes) {
    String name = words.get(2).text();
    Operator operator = Operators.find(name);
    if (operator == null) {
      throw new UnsupportedOperatorException(
          file
              + ", line "
              + line.number()
              + ": there is no operator '"
              + name
              + "' in the reference engine, which has "
              + Operators.names());
    }
    List<Integer> operands = new ArrayList<>();
    for (Line.Word word : words.subList(3, words.size())) {
      operands.add(number(line, word.text()));
    }
    int expected = operator.operands();
    if (expected < 0 ? operands.isEmpty() : operands.size() != expected) {
      throw line.error(
          name
              + ": expected "
              + (expected < 0 ? "one operand or more" : expected + " operands")
              + ", got "
              + operands.size());
    }
    checkAttributes(line, operator.attributes(), attributes);
    int result = define(line, words.get(0).text());
    steps.add(new Step(line.number(), name, operator, operands, attributes, result));
  }

  private static void checkAttributes(Line line, Set<String> known, Attributes attributes) {
    for (String key : attributes.values().keySet()) {
      if (!known.contains(key)) {
        throw line.error("there is no attribute '" + key + "' here; there are " + known);
      }
    }
  }

  private static TensorSpec unique(Line line, List<TensorSpec> others, TensorSpec spec) {
    for (TensorSpec other : others) {
      if (other.name().equals(spec.name())) {
        throw line.error("there is an output '" + spec.name() + "' already");
      }
    }
    return spec;
  }

  private int define(Line line, String name) {
    int number = numbers.size();
    if (numbers.put(name, number) != null) {
      throw line.error("there is a value '" + name + "' already");
    }
    return number;
  }

  private int number(Line line, String name) {
    Integer number = numbers.get(name);
    if (number == null) {
      throw line.error("there is no value '" + name + "' up to here");
    }
    return number;
  }

  private Graph graph() {
    List<Integer> results = new ArrayList<>();
    int values = numbers.size();
    for (int i = 0; i < outputs.size(); i++) {
      int number = number(outputLines.get(i), outputs.get(i).name());
      if (number < inputs.size() || constants.containsKey(number)) {
        // Outputs have memory of their own, so this one is a copy.
        int line = outputLines.get(i).number();
        Attributes none = new Attributes(Map.of());
        steps.add(new Step(line, "identity", Operators.IDENTITY, List.of(number), none, values));
        number = values++;
      }
      results.add(number);
    }
    return new Graph(inputs, defaults, outputs, metadata, constants, steps, results, values);
  }
}
