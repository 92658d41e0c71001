package io.infer4j.tflite.desktop;

import io.infer4j.tflite.schema.EmptyTensors;
import io.infer4j.tflite.schema.Graph;
import io.infer4j.tflite.schema.Part;
import io.infer4j.tflite.schema.Port;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.Subgraph;
import org.bytedeco.tensorflowlite.Subgraph.SubgraphAllocInfo;
import org.bytedeco.tensorflowlite.TfLiteIntArray;
import org.bytedeco.tensorflowlite.TfLiteTensor;
import org.bytedeco.tensorflowlite.global.tensorflowlite;
import org.jspecify.annotations.Nullable;

/** An interpreter's tensors after AllocateTensors: their sizes, and what those mean for a run. */
final class AllocatedTensors {
  private final Interpreter interpreter;
  private final Subgraph subgraph;
  private final Graph graph;

  AllocatedTensors(Interpreter interpreter, Subgraph subgraph, Graph graph) {
    this.interpreter = interpreter;
    this.subgraph = subgraph;
    this.graph = graph;
  }

  /**
   * The size of the tensors' memory if the runtime did not get it, else 0. It goes on without: such
   * tensors are at addresses that count from 0, and a run writes there.
   */
  long missingMemory() {
    try (SubgraphAllocInfo info = new SubgraphAllocInfo()) {
      subgraph.GetMemoryAllocInfo(info);
      long size = info.arena_size();
      for (Port input : graph.inputs) {
        Pointer data = tensorflowlite.TfLiteTensorData(tensor(input));
        if (isInArena(input) && (data == null || data.address() < size)) {
          return size;
        }
      }
      for (Port output : graph.outputs) {
        Pointer data = tensorflowlite.TfLiteTensorData(tensor(output));
        if (isInArena(output) && data != null && data.address() < size) {
          return size;
        }
      }
      return 0;
    }
  }

  private boolean isInArena(Port port) {
    TfLiteTensor tensor = tensor(port);
    return tensor.bytes() > 0 && tensor.allocation_type() == tensorflowlite.kTfLiteArenaRw;
  }

  /** Some have a size that is known only during a run. */
  boolean haveDynamicSizes() {
    int count = Math.toIntExact(subgraph.tensors_size());
    for (int i = 0; i < count; i++) {
      if (subgraph.tensor(i).allocation_type() == tensorflowlite.kTfLiteDynamic) {
        return true;
      }
    }
    return false;
  }

  boolean anyInputIsEmpty() {
    for (Port port : graph.inputs) {
      if (EmptyTensors.least(dims(tensor(port))) <= 0) {
        return true;
      }
    }
    return false;
  }

  boolean allOutputsAreEmpty() {
    for (Port port : graph.outputs) {
      if (EmptyTensors.least(dims(tensor(port))) != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Why a run would end the process, null if it would not.
   *
   * @param moves whether some sizes are known only during it
   */
  @Nullable String whyFatal(boolean moves) {
    boolean unknown = moves && anyInputIsEmpty();
    for (Part part : graph.parts) {
      int[][] dims = new int[part.tensors][];
      boolean[] list = new boolean[part.tensors];
      Subgraph of = interpreter.subgraph(part.subgraph);
      for (int i = 0; i < part.tensors; i++) {
        TfLiteTensor tensor = of.tensor(i);
        dims[i] = dims(tensor);
        list[i] =
            tensor.allocation_type() == tensorflowlite.kTfLiteMmapRo
                && (tensor.type() == tensorflowlite.kTfLiteInt32
                    || tensor.type() == tensorflowlite.kTfLiteInt64);
      }
      String refused = EmptyTensors.refusal(part.nodes, dims, list, unknown);
      if (refused != null) {
        return refused;
      }
    }
    return null;
  }

  private static int[] dims(TfLiteTensor tensor) {
    TfLiteIntArray dims = tensor.dims();
    int[] sizes = new int[dims == null || dims.isNull() ? 0 : dims.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = dims.data(i);
    }
    return sizes;
  }

  private TfLiteTensor tensor(Port port) {
    return subgraph.tensor(port.tensor);
  }
}
