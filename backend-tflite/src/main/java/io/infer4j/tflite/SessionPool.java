package io.infer4j.tflite;

import io.infer4j.Shape;
import io.infer4j.tflite.runtime.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sessions that nobody uses at the moment. Any thread may call. */
final class SessionPool {
  private final int capacity;
  private final Deque<Session> idle = new ArrayDeque<>();

  SessionPool(int capacity) {
    this.capacity = capacity;
  }

  /**
   * One of these shapes; else, if there is no room for more, the one that has been idle longest,
   * which then has to be resized; else null.
   */
  synchronized @Nullable Session take(List<Shape> shapes) {
    for (Iterator<Session> each = idle.descendingIterator(); each.hasNext(); ) {
      Session session = each.next();
      if (session.shapes().equals(shapes)) {
        each.remove();
        return session;
      }
    }
    return idle.size() < capacity ? null : idle.pollFirst();
  }

  /** Keeps it, or closes it where there is no room. */
  void give(Session session) {
    synchronized (this) {
      if (idle.size() < capacity) {
        idle.addLast(session);
        return;
      }
    }
    session.close();
  }

  synchronized void close() {
    for (Session session : idle) {
      session.close();
    }
    idle.clear();
  }
}
