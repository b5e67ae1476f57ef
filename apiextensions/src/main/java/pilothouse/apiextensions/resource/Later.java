package pilothouse.apiextensions.resource;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value that is made when it is first asked for. Two threads that ask at once may both make it, and one of the two is kept.
final class Later<T> implements Supplier<T> {
  private final Supplier<T> source;
  private volatile @Nullable T made;

  Later(Supplier<T> source) {
    this.source = source;
  }

  @Override
  public T get() {
    T known = made;
    if (known != null) return known;
    T fresh = source.get();
    made = fresh;
    return fresh;
  }
}
