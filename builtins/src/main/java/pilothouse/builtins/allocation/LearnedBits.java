package pilothouse.builtins.allocation;

import java.util.BitSet;
import java.util.function.Supplier;

/// What the stored services have is learnt once, and kept up from then on: for a server that is alone on its store. The
/// monitor guards the fields.
final class LearnedBits implements PortBits {
  private final Supplier<BitSet> services;
  private final BitSet taken = new BitSet();
  private boolean loaded;

  LearnedBits(Supplier<BitSet> services) {
    this.services = services;
  }

  @Override
  public boolean take(int bit) {
    load();
    synchronized (this) {
      if (taken.get(bit)) return false;
      taken.set(bit);
      return true;
    }
  }

  @Override
  public synchronized void release(int bit) {
    taken.clear(bit);
  }

  @Override
  public BitSet taken() {
    load();
    synchronized (this) {
      return (BitSet) taken.clone();
    }
  }

  /// Reads the services before the lock is taken: no one waits for the store under it.
  private void load() {
    if (isLoaded()) return;
    var learned = services.get();
    synchronized (this) {
      if (loaded) return;
      taken.or(learned);
      loaded = true;
    }
  }

  private synchronized boolean isLoaded() {
    return loaded;
  }
}
