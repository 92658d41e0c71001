package io.infer4j.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.infer4j.LoadOptions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@link LoadOptions} as ONNX Runtime's session options. */
final class Settings {
  /** The config entry by which a session reads a model in ORT format where it is in memory. */
  static final String BYTES_IN_PLACE = "session.use_ort_model_bytes_directly";

  /**
   * The config entries of ONNX Runtime 1.28 (onnxruntime_session_options_config_keys.h). It takes
   * any key without a word, so an unknown one has to be refused by us.
   */
  private static final String[] CONFIG_ENTRIES = {
    "ep.context_embed_mode",
    "ep.context_enable",
    "ep.context_file_path",
    "ep.context_model_external_initializers_file_name",
    "ep.context_node_name_prefix",
    "ep.share_ep_contexts",
    "ep.stop_share_ep_contexts",
    "mlas.enable_gemm_fastmath_arm64_bfloat16",
    "mlas.use_lut_gemm",
    "optimization.constant_folding_max_output_size_in_bytes",
    "optimization.disable_specified_optimizers",
    "optimization.enable_cast_chain_elimination",
    "optimization.enable_gelu_approximation",
    "optimization.minimal_build_optimizations",
    "session.allow_released_opsets_only",
    "session.collect_node_memory_stats_to_file",
    "session.debug_layout_transformation",
    "session.disable_aot_function_inlining",
    "session.disable_cpu_ep_fallback",
    "session.disable_double_qdq_remover",
    "session.disable_model_compile",
    "session.disable_prepacking",
    "session.disable_qdq_constant_folding",
    "session.disable_quant_qdq",
    "session.dynamic_block_base",
    "session.enable_dq_matmulnbits_fusion",
    "session.enable_quant_qdq_cleanup",
    "session.fail_on_suboptimal_compiled_model",
    "session.force_spinning_stop",
    "session.graph_optimizations_loop_level",
    "session.inter_op.allow_spinning",
    "session.inter_op.spin_backoff_max",
    "session.inter_op.spin_duration_us",
    "session.intra_op.allow_spinning",
    "session.intra_op.spin_backoff_max",
    "session.intra_op.spin_duration_us",
    "session.intra_op_thread_affinities",
    "session.load_model_format",
    "session.node_partition_config_file",
    "session.optimized_model_external_initializers_file_name",
    "session.optimized_model_external_initializers_min_size_in_bytes",
    "session.qdq_matmulnbits_accuracy_level",
    "session.qdq_matmulnbits_block_size",
    "session.qdqisint8allowed",
    "session.record_ep_graph_assignment_info",
    "session.resource_cuda_partitioning_settings",
    "session.save_external_prepacked_constant_initializers",
    "session.save_model_format",
    "session.set_denormal_as_zero",
    "session.strict_shape_type_inference",
    "session.use_device_allocator_for_initializers",
    "session.use_env_allocators",
    BYTES_IN_PLACE,
    "session.use_ort_model_bytes_for_initializers",
    "session.x64quantprecision",
  };

  /** The engine option that names a library of operators. */
  static final String CUSTOM_OPS = "custom_ops";

  /** Every key of the engine's options, with a line of help. */
  static final Map<String, String> KEYS = keys();

  private Settings() {}

  static void apply(LoadOptions options, List<ExecutionProvider> providers, SessionOptions session)
      throws OrtException {
    // Errors come as exceptions; ONNX Runtime would write them to stderr as well.
    session.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    if (options.threads() > 0) {
      session.setIntraOpNumThreads(options.threads());
    }
    session.setOptimizationLevel(
        switch (options.optimization()) {
          case NONE -> OptLevel.NO_OPT;
          case BASIC -> OptLevel.BASIC_OPT;
          case EXTENDED -> OptLevel.EXTENDED_OPT;
          case ALL -> OptLevel.ALL_OPT;
        });
    if (options.lowMemory()) {
      session.setCPUArenaAllocator(false);
      session.setMemoryPatternOptimization(false);
    }
    Map<String, String> own = options.options("onnxruntime");
    for (ExecutionProvider provider : providers) {
      provider.addTo(session, own);
    }
    if (options.strictPlacement()
        && !providers.isEmpty()
        && !providers.contains(ExecutionProvider.CPU)) {
      session.addConfigEntry("session.disable_cpu_ep_fallback", "1");
    }
    for (Map.Entry<String, String> option : own.entrySet()) {
      apply(option.getKey(), option.getValue(), session);
    }
  }

  private static void apply(String key, String value, SessionOptions session) throws OrtException {
    switch (key) {
      case "execution_mode" ->
          session.setExecutionMode(
              Values.choice(key, value, "sequential", "parallel").equals("parallel")
                  ? ExecutionMode.PARALLEL
                  : ExecutionMode.SEQUENTIAL);
      case "inter_op_threads" -> session.setInterOpNumThreads(Values.threads(key, value));
      case "arena" -> session.setCPUArenaAllocator(Values.bool(key, value));
      case "memory_pattern" -> session.setMemoryPatternOptimization(Values.bool(key, value));
      case "deterministic" -> session.setDeterministicCompute(Values.bool(key, value));
      case "log_level" -> {
        String level = Values.choice(key, value, "verbose", "info", "warning", "error", "fatal");
        session.setSessionLogLevel(
            OrtLoggingLevel.valueOf("ORT_LOGGING_LEVEL_" + level.toUpperCase(Locale.ROOT)));
      }
      case "free_dimensions" -> {
        for (String each : value.split(",", -1)) {
          int equals = each.lastIndexOf('=');
          if (equals < 1) {
            throw Values.expected(key, "NAME=SIZE, separated by commas", value);
          }
          session.setSymbolicDimensionValue(
              each.substring(0, equals).trim(),
              Values.integer(key, each.substring(equals + 1).trim()));
        }
      }
      case "optimized_model" -> session.setOptimizedModelFilePath(value);
      case "profile" -> session.enableProfiling(value);
      case CUSTOM_OPS -> session.registerCustomOpLibrary(value);
      case ExecutionProvider.DEVICE_KEY -> Values.integer(key, value);
      default -> session.addConfigEntry(key, value);
    }
  }

  private static Map<String, String> keys() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("execution_mode", "sequential (default) or parallel: whole operators at once");
    keys.put("inter_op_threads", "threads across operators, for execution_mode parallel");
    keys.put("arena", "true (default) or false: keep freed memory for the next run");
    keys.put("memory_pattern", "true (default) or false: plan memory ahead for fixed shapes");
    keys.put("deterministic", "true or false (default): only kernels that always sum alike");
    keys.put("log_level", "verbose, info, warning, error or fatal (default): to stderr");
    keys.put("free_dimensions", "NAME=SIZE,...: fixes symbolic dimensions at load");
    keys.put("optimized_model", "a file to write the optimised model to");
    keys.put("profile", "the prefix of a file to write a profile to");
    keys.put(CUSTOM_OPS, "a shared library with custom operators");
    keys.put(ExecutionProvider.DEVICE_KEY, "the device of cuda, tensorrt, rocm, directml");
    for (String key : CONFIG_ENTRIES) {
      keys.put(key, "session config entry of ONNX Runtime");
    }
    return Collections.unmodifiableMap(keys);
  }
}
