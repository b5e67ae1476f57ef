package pilothouse.server.http;

import java.util.ArrayList;
import java.util.List;

/// Becomes true once, and then tells who asked. `this` guards the fields; nobody is called under it.
final class Ending {
  private volatile boolean ended;
  private List<Runnable> actions = List.of();

  boolean ended() {
    return ended;
  }

  void then(Runnable action) {
    synchronized (this) {
      if (!ended) {
        if (actions.isEmpty()) actions = new ArrayList<>(1);
        actions.add(action);
        return;
      }
    }
    action.run();
  }

  void end() {
    List<Runnable> waiting;
    synchronized (this) {
      if (ended) return;
      ended = true;
      waiting = actions;
      actions = List.of();
    }
    for (Runnable action : waiting) action.run();
  }
}
