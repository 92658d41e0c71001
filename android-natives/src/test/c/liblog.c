/* liblog.so of the rig: lines like logcat's, on standard error. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { ANDROID_LOG_FATAL = 7 };

int __android_log_vprint(int priority, const char *tag, const char *format, va_list values) {
  char text[4096];
  int length = vsnprintf(text, sizeof text, format, values);
  fprintf(stderr, "%c/%s: %s\n", "??VDIWEFS"[priority >= 0 && priority < 9 ? priority : 0], tag ? tag : "", text);
  return length;
}

int __android_log_print(int priority, const char *tag, const char *format, ...) {
  va_list values;
  va_start(values, format);
  int length = __android_log_vprint(priority, tag, format, values);
  va_end(values);
  return length;
}

int __android_log_write(int priority, const char *tag, const char *text) {
  return __android_log_print(priority, tag, "%s", text);
}

void __android_log_assert(const char *condition, const char *tag, const char *format, ...) {
  va_list values;
  va_start(values, format);
  if (format) {
    __android_log_vprint(ANDROID_LOG_FATAL, tag, format, values);
  } else {
    __android_log_print(ANDROID_LOG_FATAL, tag, "assertion failed: %s", condition ? condition : "");
  }
  va_end(values);
  abort();
}
