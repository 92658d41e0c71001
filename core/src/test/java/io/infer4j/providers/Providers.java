package io.infer4j.providers;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.LoadOptions;
import io.infer4j.ModelFormat;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.spi.InferenceEngine;
import io.infer4j.spi.RuntimeModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Providers for services files, good and broken. */
public final class Providers {
  private Providers() {}

  /** An engine that is there and loads nothing. */
  public abstract static class Base implements InferenceEngine {
    @Override
    public String name() {
      return getClass().getSimpleName();
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    public Set<ModelFormat> formats() {
      return Set.of(ModelFormat.of("fake", header -> header[0] == 'f'));
    }

    @Override
    public Optional<String> unavailable() {
      return Optional.empty();
    }

    @Override
    public Set<Capability> capabilities() {
      return Set.of();
    }

    @Override
    public Set<DType> dtypes() {
      return Set.of();
    }

    @Override
    public List<String> accelerators() {
      return List.of();
    }

    @Override
    public Map<String, String> options() {
      return Map.of();
    }

    @Override
    public RuntimeModel load(ModelSource source, LoadOptions options) {
      throw new ModelLoadException(name() + " was asked");
    }
  }

  public static final class OnClassPath extends Base {
    @Override
    public String name() {
      return "OnClassPath"; // A copy in another loader could not ask its class.
    }
  }

  public static final class Good extends Base {}

  public static final class Other extends Base {}

  public static final class AlsoGood extends Base {
    @Override
    public String name() {
      return "Good";
    }
  }

  public static final class ThrowingConstructor extends Base {
    public ThrowingConstructor() {
      throw new IllegalStateException("no constructor today");
    }
  }

  public static final class LinkingConstructor extends Base {
    public LinkingConstructor() {
      throw new UnsatisfiedLinkError("no libfoo.so");
    }
  }

  public static final class ThrowingInitialiser extends Base {
    static final int VALUE = Integer.parseInt("no number");
  }

  public static final class LinkingInitialiser extends Base {
    static {
      System.loadLibrary("infer4j-no-such-library");
    }
  }

  public static final class PrivateConstructor extends Base {
    private PrivateConstructor() {}
  }

  public static final class NoEngine {}

  public abstract static class Abstract extends Base {}

  public static final class ThrowingName extends Base {
    @Override
    public String name() {
      throw new IllegalStateException("no name");
    }
  }

  public static final class LinkingName extends Base {
    @Override
    public String name() {
      throw new NoClassDefFoundError("com/example/Gone");
    }
  }

  public static final class ThrowingFormats extends Base {
    @Override
    public Set<ModelFormat> formats() {
      throw new IllegalStateException("no formats");
    }
  }
}
