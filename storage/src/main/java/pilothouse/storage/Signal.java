package pilothouse.storage;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// A lock, and a way to wait until something is there of what it guards.
public final class Signal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition raised = lock.newCondition();

  public void lock() {
    lock.lock();
  }

  public void unlock() {
    lock.unlock();
  }

  /// Wakes those who wait. The lock must be held.
  public void raise() {
    raised.signalAll();
  }

  /// Waits until there is something, at most `timeout`; tells whether there is.
  ///
  /// @param something asked with the lock held, at first and whenever the signal was raised
  public boolean await(BooleanSupplier something, Duration timeout) throws InterruptedException {
    long left = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      while (!something.getAsBoolean() && left > 0) left = raised.awaitNanos(left);
      return something.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }
}
