package io.infer4j.testkit.conformance;

import io.infer4j.Capability;
import io.infer4j.DType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/** A test of one rule that every engine keeps. */
@Test
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Rule {
  /** An {@link Area}, a hyphen, two digits. Never given to another rule. */
  String id();

  /** The rule, in a sentence. */
  String says();

  /** Where to look if this fails: continues "If this fails, look at". */
  String lookAt();

  /** The fixtures that it runs; skipped where the format lacks one. */
  String[] fixtures() default {};

  /** What the engine has to be capable of; skipped where it says that it is not. */
  Capability[] needs() default {};

  /** The dtypes that the engine has to have; skipped where it says that it has not. */
  DType[] dtypes() default {};

  /** When else it is skipped, in words; the test itself gives the reason. */
  String skipped() default "";
}
