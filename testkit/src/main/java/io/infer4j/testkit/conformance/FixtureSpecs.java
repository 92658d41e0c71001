package io.infer4j.testkit.conformance;

import io.infer4j.DType;
import io.infer4j.Layout;
import io.infer4j.Quantization;
import io.infer4j.Shape;
import io.infer4j.TensorSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What a {@code fixture.properties} says. */
final class FixtureSpecs {
  private final Properties properties = new Properties();
  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;

  private FixtureSpecs(InputStream in) throws IOException {
    properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    inputs = specs("input.");
    outputs = specs("output.");
  }

  static FixtureSpecs read(InputStream in) throws IOException {
    return new FixtureSpecs(in);
  }

  List<TensorSpec> inputs() {
    return inputs;
  }

  List<TensorSpec> outputs() {
    return outputs;
  }

  int cases() {
    return Integer.parseInt(properties.getProperty("cases", "0"));
  }

  /** Whether there is no tolerance: every bit counts. */
  boolean isExact(String output) {
    return tolerance(output, "atol") == null && tolerance(output, "rtol") == null;
  }

  double atol(String output) {
    String value = tolerance(output, "atol");
    return value == null ? 0 : Double.parseDouble(value);
  }

  double rtol(String output) {
    String value = tolerance(output, "rtol");
    return value == null ? 0 : Double.parseDouble(value);
  }

  private @Nullable String tolerance(String output, String which) {
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i).name().equals(output)) {
        return properties.getProperty("output." + i + "." + which);
      }
    }
    throw new IllegalArgumentException("no output '" + output + "'");
  }

  private List<TensorSpec> specs(String side) {
    List<TensorSpec> specs = new ArrayList<>();
    for (int i = 0; properties.getProperty(side + i + ".name") != null; i++) {
      specs.add(spec(side + i + "."));
    }
    return specs;
  }

  private TensorSpec spec(String prefix) {
    TensorSpec spec =
        TensorSpec.of(
            properties.getProperty(prefix + "name"),
            DType.parse(properties.getProperty(prefix + "dtype")),
            shape(properties.getProperty(prefix + "shape")));
    String scale = properties.getProperty(prefix + "scale");
    if (scale != null) {
      int zeroPoint = Integer.parseInt(properties.getProperty(prefix + "zero_point", "0"));
      spec = spec.withQuantization(Quantization.perTensor(Float.parseFloat(scale), zeroPoint));
    }
    String layout = properties.getProperty(prefix + "layout");
    return layout == null ? spec : spec.withLayout(Layout.of(layout));
  }

  private static Shape shape(@Nullable String text) {
    if (text == null) {
      return Shape.unknown();
    }
    if (text.isBlank()) {
      return Shape.of();
    }
    String[] parts = text.split(",", -1);
    long[] dims = new long[parts.length];
    @Nullable String[] names = new String[parts.length];
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i].trim();
      if (part.matches("\\d+")) {
        dims[i] = Long.parseLong(part);
      } else {
        dims[i] = Shape.DYNAMIC;
        names[i] = part.equals("?") ? null : part;
      }
    }
    return Shape.named(dims, names);
  }
}
