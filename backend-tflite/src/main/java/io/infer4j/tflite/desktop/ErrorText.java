package io.infer4j.tflite.desktop;

import java.util.Objects;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.ErrorReporter;
import org.bytedeco.tensorflowlite.Reporter_Pointer_BytePointer_Pointer;

/**
 * What the runtime says when something fails, kept for the thread that it fails on.
 *
 * <p>The runtime takes an object of the C++ class {@code ErrorReporter}, which JavaCPP cannot
 * derive from. What it can make is the C API's callback, {@code void(void* user, const char*
 * format, va_list)}. That is how the ABIs of all platforms call the virtual method {@code
 * Report(const char* format, va_list)}, with the object as the first argument. So an object is laid
 * out by hand, whose table of virtual methods has the callback in every slot: Microsoft's ABI has
 * one destructor before {@code Report}, the others have two. Nobody calls the destructors, as the
 * runtime does not own reporters. There is one such object for all models: JavaCPP has a native
 * function for ten.
 */
final class ErrorText extends Reporter_Pointer_BytePointer_Pointer {
  private static final int MOST_CHARACTERS = 4000;

  private static final ThreadLocal<StringBuilder> SAID =
      new ThreadLocal<StringBuilder>() {
        @Override
        protected StringBuilder initialValue() {
          return new StringBuilder();
        }
      };

  private static final ErrorText CALLBACK = Natives.own(new ErrorText());
  private static final LongPointer VIRTUAL_METHODS = Natives.own(new LongPointer(3));
  private static final LongPointer OBJECT = Natives.own(new LongPointer(1));
  private static final ErrorReporter REPORTER = makeReporter();

  private ErrorText() {}

  private static ErrorReporter makeReporter() {
    // The first word of JavaCPP's object is the native function.
    long function = Memory.at(CALLBACK.address()).getLong();
    VIRTUAL_METHODS.put(0, function).put(1, function).put(2, function);
    OBJECT.put(0, VIRTUAL_METHODS.address());
    return new ErrorReporter(OBJECT);
  }

  /** What models are to be built with. */
  static ErrorReporter reporter() {
    return REPORTER;
  }

  /** Forgets what was said on this thread: warnings on the way to a success. */
  static void clear() {
    Objects.requireNonNull(SAID.get()).setLength(0);
  }

  /** What was said on this thread, once. */
  static String take() {
    StringBuilder said = Objects.requireNonNull(SAID.get());
    String text = said.length() == 0 ? "it gives no reason" : said.toString().trim();
    said.setLength(0);
    return text;
  }

  /** Called by the runtime. */
  @Override
  public void call(Pointer user, BytePointer format, Pointer arguments) {
    try {
      StringBuilder said = Objects.requireNonNull(SAID.get());
      if (said.length() < MOST_CHARACTERS) {
        said.append(said.length() == 0 ? "" : " ");
        said.append(Printf.format(format.getString(), VaList.of(arguments)).trim());
      }
    } catch (RuntimeException | Error e) {
      // Must not pass through native code; the text is lost and not the error.
      return;
    }
  }
}
