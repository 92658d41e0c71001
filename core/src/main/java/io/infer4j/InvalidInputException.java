package io.infer4j;

/**
 * An input does not fit the model: an unknown or missing name, another dtype, rank or dimension.
 * Found before native code sees the data.
 */
public class InvalidInputException extends InferenceException {
  private static final long serialVersionUID = 1L;

  private final String input;
  private final String expected;
  private final String actual;

  /**
   * The message is "input 'name': expected ..., got ...".
   *
   * @param input the name of the input
   * @param expected what the model takes
   * @param actual what came
   */
  public InvalidInputException(String input, String expected, String actual) {
    super("input '" + input + "': expected " + expected + ", got " + actual);
    this.input = input;
    this.expected = expected;
    this.actual = actual;
  }

  /** The name of the input. */
  public String input() {
    return input;
  }

  /** What the model takes. */
  public String expected() {
    return expected;
  }

  /** What came. */
  public String actual() {
    return actual;
  }
}
