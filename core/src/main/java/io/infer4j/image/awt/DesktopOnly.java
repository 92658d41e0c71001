package io.infer4j.image.awt;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks what the build need not find in Android's API. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@interface DesktopOnly {}
