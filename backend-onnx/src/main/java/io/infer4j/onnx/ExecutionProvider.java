package io.infer4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** ONNX Runtime's execution providers, by the names that infer4j gives to accelerators. */
enum ExecutionProvider {
  CPU(OrtProvider.CPU) {
    @Override
    void addTo(SessionOptions session, Map<String, String> options) {
      // Always there, and last.
    }
  },
  CUDA(OrtProvider.CUDA) {
    @Override
    void addTo(SessionOptions session, Map<String, String> options) throws OrtException {
      try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(device(options))) {
        session.addCUDA(cuda);
      }
    }
  },
  TENSORRT(OrtProvider.TENSOR_RT) {
    @Override
    void addTo(SessionOptions session, Map<String, String> options) throws OrtException {
      try (OrtTensorRTProviderOptions rt = new OrtTensorRTProviderOptions(device(options))) {
        session.addTensorrt(rt);
      }
    }
  },
  ROCM(OrtProvider.ROCM) {
    @Override
    void addTo(SessionOptions session, Map<String, String> options) throws OrtException {
      session.addROCM(device(options));
    }
  },
  DIRECTML(OrtProvider.DIRECT_ML) {
    @Override
    void addTo(SessionOptions session, Map<String, String> options) throws OrtException {
      session.addDirectML(device(options));
    }
  },
  COREML(OrtProvider.CORE_ML) {
    @Override
    void addTo(SessionOptions session, Map<String, String> options) throws OrtException {
      session.addCoreML();
    }
  },
  NNAPI(OrtProvider.NNAPI) {
    @Override
    void addTo(SessionOptions session, Map<String, String> options) throws OrtException {
      session.addNnapi();
    }
  },
  XNNPACK(OrtProvider.XNNPACK) {
    @Override
    void addTo(SessionOptions session, Map<String, String> options) throws OrtException {
      session.addXnnpack(Collections.emptyMap());
    }
  },
  QNN(OrtProvider.QNN) {
    @Override
    void addTo(SessionOptions session, Map<String, String> options) throws OrtException {
      session.addQnn(Collections.emptyMap());
    }
  },
  WEBGPU(OrtProvider.WEBGPU) {
    @Override
    void addTo(SessionOptions session, Map<String, String> options) throws OrtException {
      session.addWebGPU(Collections.emptyMap());
    }
  },
  OPENVINO(OrtProvider.OPEN_VINO) {
    @Override
    void addTo(SessionOptions session, Map<String, String> options) throws OrtException {
      session.addOpenVINO("");
    }
  },
  DNNL(OrtProvider.DNNL) {
    @Override
    void addTo(SessionOptions session, Map<String, String> options) throws OrtException {
      session.addDnnl(true);
    }
  },
  ACL(OrtProvider.ACL) {
    @Override
    void addTo(SessionOptions session, Map<String, String> options) throws OrtException {
      session.addACL(false);
    }
  };

  /** The engine option that numbers the device of those providers that have several. */
  static final String DEVICE_KEY = "device_id";

  private final OrtProvider provider;

  ExecutionProvider(OrtProvider provider) {
    this.provider = provider;
  }

  abstract void addTo(SessionOptions session, Map<String, String> options) throws OrtException;

  String accelerator() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The names of those that this build of ONNX Runtime has. */
  static List<String> available() {
    List<String> names = new ArrayList<>();
    for (ExecutionProvider each : values()) {
      if (OrtEnvironment.getAvailableProviders().contains(each.provider)) {
        names.add(each.accelerator());
      }
    }
    return names;
  }

  /** The provider of that name if this build has it. */
  static @Nullable ExecutionProvider find(String accelerator) {
    for (ExecutionProvider each : values()) {
      if (each.accelerator().equals(accelerator)) {
        return OrtEnvironment.getAvailableProviders().contains(each.provider) ? each : null;
      }
    }
    return null;
  }

  private static int device(Map<String, String> options) {
    return Values.integer(DEVICE_KEY, options.getOrDefault(DEVICE_KEY, "0"));
  }
}
