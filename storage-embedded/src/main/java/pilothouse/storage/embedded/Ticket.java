package pilothouse.storage.embedded;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A command in the writer's queue, and the caller who waits for the reply.
final class Ticket {
  private final Command command;
  private final Thread caller = Thread.currentThread();
  private volatile @Nullable Reply reply;

  Ticket(Command command) {
    this.command = command;
  }

  Command command() {
    return command;
  }

  void answer(Reply reply) {
    this.reply = reply;
    LockSupport.unpark(caller);
  }

  /// Waits for the reply. An interrupt does not end the wait, for the write may be under way; it is kept for the caller.
  Reply await() {
    boolean interrupted = false;
    Reply answer;
    while ((answer = reply) == null) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) Thread.currentThread().interrupt();
    return answer;
  }
}
