package io.infer4j;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What a file is that somebody takes for a model and no engine reads, and what its owner can do.
 */
final class OtherFile {
  private static final String TO_ONNX = "export the network to ONNX where it was made";
  private static final String UNPACK = "unpack it, and load the file inside";
  private static final int MOST_ENTRIES = 10_000;

  /** What a file begins with (as Latin-1), or has at an offset; what it is; what to do. */
  private static final String[][] BEGINNINGS = {
    {
      "version https://git-lfs",
      "a pointer of Git LFS in place of the file",
      "fetch the file with 'git lfs pull'"
    },
    {
      "version https://hawser.github.com",
      "a pointer of Git LFS in place of the file",
      "fetch the file with 'git lfs pull'"
    },
    {"\u0089HDF\r\n\u001a\n", "HDF5, most likely a Keras model", keras()},
    {"GGUF", "GGUF, weights for llama.cpp", TO_ONNX},
    {"ggml", "GGML, weights for llama.cpp", TO_ONNX},
    {"lmgg", "GGML, weights for llama.cpp or whisper.cpp", TO_ONNX},
    {"tjgg", "GGML, weights for llama.cpp", TO_ONNX},
    {"\u001f\u008b", "compressed with gzip", UNPACK},
    {"BZh", "compressed with bzip2", UNPACK},
    {"\u00fd7zXZ", "compressed with xz", UNPACK},
    {"(\u00b5/\u00fd", "compressed with Zstandard", UNPACK},
    {"7z\u00bc\u00af'\u001c", "a 7z archive", UNPACK},
    {"Rar!", "a RAR archive", UNPACK},
    {"\u0093NUMPY", "a NumPy array and no network", "read it with io.infer4j.npy.Npy"},
    {"7767517\n", "the description of an NCNN network", TO_ONNX},
    {"7767517\r", "the description of an NCNN network", TO_ONNX},
    {"ptrt", "an engine of TensorRT, for one kind of GPU", "load the ONNX file it was built from"},
    {"RKNN", "an RKNN model, for Rockchip's NPUs", "load the file it was converted from"},
    {"\u007fELF", "a program or library", "give the model's own file"},
    {"%PDF", "a PDF", "give the model's own file"},
    {"\u0089PNG", "a PNG image", "give the model's own file"},
    {"\u00ff\u00d8\u00ff", "a JPEG image", "give the model's own file"},
  };

  /** What servers say in plain text, in small letters. */
  private static final String[] ANSWERS = {
    "entry not found",
    "not found",
    "404: not found",
    "404 not found",
    "access denied",
    "access to this",
    "forbidden",
    "403 forbidden",
    "unauthorized",
    "invalid credentials",
    "invalid username or password",
    "repository not found",
    "internal server error",
    "too many requests"
  };

  private OtherFile() {}

  private static String keras() {
    return "convert it with tf.lite.TFLiteConverter.from_keras_model or with tf2onnx";
  }

  /** "NAME is ...: ...", or "NAME is not a model of a known format; it begins with ...". */
  static String message(ModelSource source) {
    byte[] header = source.header();
    String known = known(source, header);
    return source.name()
        + (known.isEmpty()
            ? " is not a model of a known format; it begins with " + preview(header)
            : " is not a model that infer4j reads: it is " + known);
  }

  /** What a path is that is no file. */
  static String ofDirectory(Path folder) {
    String what = folder.toAbsolutePath() + " is not a file but a directory";
    if (Files.exists(folder.resolve("model.properties"))) {
      return what + ", a bundle: open it with io.infer4j.bundle.ModelBundle.open";
    }
    if (Files.exists(folder.resolve("saved_model.pb"))) {
      return what + ", " + savedModel();
    }
    if (Files.exists(folder.resolve("Manifest.json")) && Files.exists(folder.resolve("Data"))) {
      return what + ", a package of Core ML: " + TO_ONNX;
    }
    return what;
  }

  private static String known(ModelSource source, byte[] header) {
    String start = new String(header, StandardCharsets.ISO_8859_1);
    for (String[] each : BEGINNINGS) {
      if (start.startsWith(each[0])) {
        return each[1] + ": " + each[2];
      }
    }
    if (start.startsWith("PK\3\4") || start.startsWith("PK\5\6")) {
      return zip(names(source, header));
    }
    if (start.startsWith("ET1", 4)) {
      return "a program of ExecuTorch: export the network to TorchScript or ONNX";
    }
    if (start.startsWith("ustar", 257)) {
      return "a tar archive: " + UNPACK;
    }
    if (header.length > 9 && header[8] == '{' && (header[9] == '"' || header[9] == '}')) {
      return "safetensors, weights without a network: " + TO_ONNX;
    }
    if (header.length > 2 && (header[0] & 0xff) == 0x80 && header[1] >= 2 && header[1] <= 5) {
      return pickle(start);
    }
    String text = text(start);
    return text.isEmpty() ? protobuf(source.name().toLowerCase(Locale.ROOT), header, start) : text;
  }

  private static String pickle(String start) {
    return start.contains("sklearn")
        ? "a pickle of scikit-learn: convert it with skl2onnx"
        : "a Python pickle (torch.save before PyTorch 1.6, joblib): load it in Python, and write it"
            + " with torch.jit.save(torch.jit.script(model), ...) or torch.onnx.export";
  }

  private static String text(String start) {
    String text = start.startsWith("\u00ef\u00bb\u00bf") ? start.substring(3) : start;
    if (start.startsWith("\u00ff\u00fe") || start.startsWith("\u00fe\u00ff")) {
      text = start.substring(2).replace("\0", ""); // UTF-16, of which this is what is ASCII
    }
    text = text.trim().toLowerCase(Locale.ROOT);
    if (text.startsWith("<!--") && text.contains("<html")) {
      text = text.substring(text.indexOf("<html"));
    }
    if (text.startsWith("<?xml") && text.contains("<net")) {
      return "the description of an OpenVINO network: " + TO_ONNX;
    }
    if (text.startsWith("<!doctype html") || text.startsWith("<html") || text.startsWith("<head")) {
      return "a page of HTML, most likely a server's answer in place of the file: download it again";
    }
    if (text.startsWith("<?xml")) {
      return "XML, perhaps a server's answer in place of the file: look at it, and download it again";
    }
    if (text.startsWith("{") && text.contains("\"modeltopology\"")) {
      return "the description of a TensorFlow.js model: convert the model it was made from";
    }
    for (String answer : ANSWERS) {
      if (text.startsWith(answer)) {
        return "a server's answer in place of the file, \""
            + firstLine(text)
            + "\": download it again";
      }
    }
    if (text.startsWith("[{")
        || text.startsWith("[\"")
        || text.startsWith("{\"")
        || text.startsWith("{\n")
        || text.startsWith("{\r")) {
      return "JSON, which describes a model at most: give the model's own file";
    }
    return "";
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    String line = (end < 0 ? text : text.substring(0, end)).trim();
    return line.length() > 60 ? line.substring(0, 60) + "..." : line;
  }

  /** SavedModel, GraphDef and Core ML have no magic number either. */
  private static String protobuf(String name, byte[] header, String start) {
    boolean versioned = header.length > 4 && header[0] == 8 && header[1] > 0 && header[2] == 0x12;
    if (name.endsWith("saved_model.pb") || (versioned && header[1] == 1 && start.contains("\n"))) {
      return name.endsWith(".mlmodel") ? coreMl() : savedModel();
    }
    if (name.endsWith(".mlmodel") || versioned) {
      return coreMl();
    }
    // A GraphDef begins with a node, and that with its name and its operator's.
    int length = header.length > 4 && header[0] == '\n' ? header[1] & 0x7f : 0;
    int inner = header.length > 4 && header[1] < 0 ? 3 : 2;
    if (length > 0 && inner + 1 < header.length && header[inner] == '\n') {
      int operator = inner + 2 + header[inner + 1];
      if (operator > inner + 2 && operator < header.length && header[operator] == 0x12) {
        return "a TensorFlow GraphDef: convert it with tf2onnx or tf.compat.v1.lite.TFLiteConverter";
      }
    }
    return "";
  }

  private static String coreMl() {
    return "a Core ML model: " + TO_ONNX;
  }

  private static String savedModel() {
    return "a TensorFlow SavedModel: convert it with tf.lite.TFLiteConverter.from_saved_model or"
        + " with tf2onnx";
  }

  private static String zip(List<String> names) {
    for (String name : names) {
      String last = name.substring(name.lastIndexOf('/') + 1);
      if (last.equals("model.properties")) {
        return "a bundle: open it with io.infer4j.bundle.ModelBundle.open";
      }
      if (last.endsWith(".weights.h5")) {
        return "a Keras model: " + keras();
      }
      if (last.equals("saved_model.pb")) {
        return "a zip of " + savedModel();
      }
      if (last.endsWith(".npy")) {
        return "NumPy arrays (.npz) and no network: read them with io.infer4j.npy.Npy.readAll";
      }
      if (last.endsWith(".mlmodel")) {
        return "a zip of a Core ML package: " + TO_ONNX;
      }
    }
    if (names.isEmpty()) {
      return "an empty zip: download it again, or make it anew";
    }
    return "a zip of " + shown(names) + ": " + UNPACK;
  }

  private static String shown(List<String> names) {
    return names.size() <= 5 ? names.toString() : names.subList(0, 5) + " and more";
  }

  /** The names of its files; of one in memory the first's. */
  private static List<String> names(ModelSource source, byte[] header) {
    Path path = source.path().orElse(null);
    List<String> names = new ArrayList<>();
    if (path != null) {
      try (ZipFile zip = new ZipFile(path.toFile())) {
        Enumeration<? extends ZipEntry> all = zip.entries();
        while (all.hasMoreElements() && names.size() < MOST_ENTRIES) {
          ZipEntry entry = all.nextElement();
          if (!entry.isDirectory()) {
            names.add(entry.getName());
          }
        }
        return names;
      } catch (IOException | IllegalArgumentException e) {
        names.add("a damaged directory (" + e.getMessage() + ")");
        return names;
      }
    }
    if (header.length > 30) {
      int length = (header[26] & 0xff) | (header[27] & 0xff) << 8;
      length = Math.min(length, header.length - 30);
      names.add(new String(header, 30, length, StandardCharsets.UTF_8));
    }
    return names;
  }

  private static String preview(byte[] header) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(header.length, 8); i++) {
      text.append(i == 0 ? "" : " ");
      text.append(Character.forDigit(header[i] >> 4 & 15, 16));
      text.append(Character.forDigit(header[i] & 15, 16));
    }
    return text.toString();
  }
}
