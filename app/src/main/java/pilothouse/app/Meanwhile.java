package pilothouse.app;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Something that is made on a thread of its own while who needs it does something else.
final class Meanwhile<T> {
  private final FutureTask<T> task;

  private Meanwhile(FutureTask<T> task) {
    this.task = task;
  }

  static <T> Meanwhile<T> of(Supplier<T> maker) {
    var task = new FutureTask<>(maker::get);
    Thread.ofPlatform().daemon().name("meanwhile").start(task);
    return new Meanwhile<>(task);
  }

  /// What was made, as soon as it is; throws what its maker threw.
  T get() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  /// Ends what was made, for nobody needs it any more.
  void drop(Consumer<T> end) {
    try {
      end.accept(get());
    } catch (RuntimeException e) {
      // It was not made: there is another failure to tell of.
      return;
    }
  }

  private static RuntimeException thrown(@Nullable Throwable cause) {
    if (cause instanceof Error error) throw error;
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }
}
