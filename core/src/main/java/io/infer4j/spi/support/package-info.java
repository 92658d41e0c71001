/**
 * What backends share without knowing each other: how native libraries that lie in JARs are
 * unpacked, checked and found again ({@link io.infer4j.spi.support.NativeCache}), and what has to
 * be in the environment of the process before they start ({@link
 * io.infer4j.spi.support.ProcessEnvironment}). For those who write a backend; an application needs
 * none of it.
 */
@NullMarked
package io.infer4j.spi.support;

import org.jspecify.annotations.NullMarked;
