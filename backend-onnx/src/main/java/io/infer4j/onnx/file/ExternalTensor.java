package io.infer4j.onnx.file;

import io.infer4j.ModelLoadException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A TensorProto: where its numbers lie, if they lie in another file, and what they are. */
public final class ExternalTensor {
  private static final int EXTERNAL = 1;

  private final List<Long> dims = new ArrayList<>();
  private int dataType;
  private String name = "";
  private String location = "";
  private String offset = "0";
  private String length = "";
  private boolean external;

  ExternalTensor(ByteBuffer tensorProto) {
    Fields fields = new Fields(tensorProto);
    while (fields.next()) {
      switch (fields.number()) {
        case 1 -> fields.addTo(dims);
        case 2 -> dataType = (int) fields.value();
        case 8 -> name = fields.text();
        case 13 -> entry(new Fields(fields.payload()));
        case 14 -> external |= fields.value() == EXTERNAL;
        default -> {}
      }
    }
  }

  private void entry(Fields entry) {
    String key = "";
    String value = "";
    while (entry.next()) {
      if (entry.number() == 1) {
        key = entry.text();
      } else if (entry.number() == 2) {
        value = entry.text();
      }
    }
    switch (key) {
      case "location" -> location = value;
      case "offset" -> offset = value;
      case "length" -> length = value;
      default -> {}
    }
  }

  boolean isExternal() {
    return external;
  }

  public String name() {
    return name;
  }

  String location() {
    return location;
  }

  public int dataType() {
    return dataType;
  }

  public long[] dims() {
    long[] all = new long[dims.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = dims.get(i);
    }
    return all;
  }

  /** Where in that file it begins. */
  long offset() {
    return number("offset", offset);
  }

  /** The bytes that its shape takes, which are those that the file has to state, if it does. */
  long size() {
    long bits = Types.bits(dataType);
    if (bits == 0) {
      throw refused("is of element type " + dataType + ", which cannot lie in another file");
    }
    long elements = 1;
    try {
      for (long dim : dims) {
        if (dim < 0) {
          throw refused("has the shape " + dims);
        }
        elements = Math.multiplyExact(elements, dim);
      }
      long size = (Math.multiplyExact(elements, bits) + 7) / 8;
      if (!length.isEmpty() && number("length", length) != size) {
        throw refused("has " + length + " bytes in a file, but its shape takes " + size);
      }
      return size;
    } catch (ArithmeticException e) {
      throw refused("has the shape " + dims);
    }
  }

  private long number(String key, String text) {
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw refused("lies in a file at " + key + " '" + text + "'");
  }

  ModelLoadException refused(String why) {
    return new ModelLoadException("tensor '" + name + "' " + why);
  }
}
