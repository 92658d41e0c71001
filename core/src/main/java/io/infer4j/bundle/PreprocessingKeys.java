package io.infer4j.bundle;

import io.infer4j.DType;
import io.infer4j.Layout;
import io.infer4j.Shape;
import io.infer4j.image.ChannelOrder;
import io.infer4j.image.Preprocessing;
import io.infer4j.image.Resize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Reads {@code preprocess.*} for one canonical input. */
final class PreprocessingKeys {
  static final String[] KEYS = {
    "input", "size", "resize", "letterbox", "center_crop", "scale", "mean", "std", "channels"
  };

  private final Section section;
  private final List<TensorEntry> inputs;

  PreprocessingKeys(Section section, List<TensorEntry> inputs) {
    this.section = section;
    this.inputs = inputs;
  }

  Preprocessing read() {
    TensorEntry input = input();
    Layout layout = layout(input);
    Preprocessing result = sized();
    result = result.layout(isPlanar(layout) ? Layout.NCHW : Layout.NHWC);
    result = values(fitted(result));
    checkDim(input, layout, 'H', "size", result.height());
    checkDim(input, layout, 'W', "size", result.width());
    checkDim(input, layout, 'C', "channels", result.channels().channels());
    if (input.quantization != null
        && input.quantization.isPerTensor()
        && (input.dtype == DType.INT8 || input.dtype == DType.UINT8)) {
      result = result.quantization(input.quantization);
    }
    return result;
  }

  private TensorEntry input() {
    Property stated = section.get("input");
    List<String> names = new ArrayList<>();
    for (TensorEntry input : inputs) {
      String name = Objects.requireNonNull(input.name);
      if (stated == null ? inputs.size() == 1 : stated.value.equals(name)) {
        return input;
      }
      names.add(name);
    }
    throw (stated == null ? section.require("input") : stated).error("one of the inputs " + names);
  }

  private Layout layout(TensorEntry input) {
    Layout layout = input.layout == null ? Layout.of("") : input.layout;
    for (char letter : new char[] {'C', 'H', 'W'}) {
      if (layout.axisOf(letter) < 0) {
        throw section
            .nearest("input")
            .error(
                "an input whose layout, which is the key "
                    + input.section.prefix
                    + "layout, has the letters C, H and W",
                "'" + input.name + "' with " + (layout.rank() == 0 ? "no layout" : layout));
      }
    }
    return layout;
  }

  private static boolean isPlanar(Layout layout) {
    return layout.axisOf('C') < layout.axisOf('H');
  }

  private Preprocessing sized() {
    Property size = section.require("size");
    if (!size.value.matches("[1-9][0-9]{0,8}x[1-9][0-9]{0,8}")) {
      throw size.error("WIDTHxHEIGHT, such as 224x224");
    }
    int times = size.value.indexOf('x');
    return Preprocessing.to(
        Integer.parseInt(size.value.substring(0, times)),
        Integer.parseInt(size.value.substring(times + 1)),
        constant(section.require("resize"), Resize.values()));
  }

  private Preprocessing fitted(Preprocessing plain) {
    Property letterbox = section.get("letterbox");
    Property crop = section.get("center_crop");
    if (letterbox != null && crop != null) {
      throw crop.error("letterbox or center_crop", "both");
    }
    if (letterbox != null) {
      int[] colour = Values.integers(letterbox);
      if (colour.length != 3) {
        throw letterbox.error("red,green,blue");
      }
      try {
        return plain.letterbox(colour[0], colour[1], colour[2]);
      } catch (IllegalArgumentException e) {
        throw letterbox.error(e);
      }
    }
    if (crop != null) {
      int side = Values.integer(crop, 0);
      Preprocessing uncut =
          side == 0 ? plain : Preprocessing.resizeShorterSide(side, plain.resize());
      return uncut.layout(plain.layout()).centerCrop(plain.width(), plain.height());
    }
    return plain;
  }

  private Preprocessing values(Preprocessing plain) {
    Preprocessing result = plain;
    Property at = section.get("channels");
    if (at != null) {
      result = result.channels(constant(at, ChannelOrder.values()));
    }
    at = section.get("scale");
    if (at != null) {
      result = result.scale(factor(at));
    }
    at = section.get("mean");
    if (at != null) {
      try {
        result = result.mean(Values.numbers(at));
      } catch (IllegalArgumentException e) {
        throw at.error(e);
      }
    }
    at = section.get("std");
    if (at != null) {
      try {
        result = result.std(Values.numbers(at));
      } catch (IllegalArgumentException e) {
        throw at.error(e);
      }
    }
    return result;
  }

  /** A number or a fraction. */
  private static double factor(Property property) {
    int slash = property.value.indexOf('/');
    if (slash < 0) {
      return Values.number(property);
    }
    double upper = Values.number(property, property.value.substring(0, slash).trim());
    double lower = Values.number(property, property.value.substring(slash + 1).trim());
    if (lower == 0) {
      throw property.error("a fraction that is finite");
    }
    return upper / lower;
  }

  private static <E extends Enum<E>> E constant(Property property, E[] constants) {
    for (E constant : constants) {
      if (constant.name().equals(property.value)) {
        return constant;
      }
    }
    throw property.error("one of " + Arrays.toString(constants));
  }

  private void checkDim(TensorEntry input, Layout layout, char letter, String key, int expected) {
    Shape shape = input.shape;
    if (shape != null) {
      long dim = shape.dim(layout.axisOf(letter));
      if (dim != Shape.DYNAMIC && dim != expected) {
        throw section
            .nearest(key)
            .error(
                "what fits input '" + input.name + "' " + shape + " in " + layout,
                expected + " for " + letter);
      }
    }
  }
}
