package pilothouse.storage.cache;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/// The bells of those who took events, rung once each when all watches have been asked: a connection with a hundred watches sends an event to all of
/// them at once. Used by one thread.
final class Bells {
  static final Runnable NONE = () -> {};

  /// Nobody waits for longer than so many others take.
  private static final int MOST = 1024;

  private final Set<Runnable> bells = Collections.newSetFromMap(new IdentityHashMap<>());
  private int taken;

  void add(Runnable bell) {
    bells.add(bell);
    if (++taken >= MOST) ring();
  }

  void ring() {
    if (taken == 0) return;
    taken = 0;
    bells.forEach(Runnable::run);
    bells.clear();
  }
}
