package pilothouse.builtins;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value that is made when it is first asked for; asked by several at once it may be made twice, and one of the two is kept.
public final class Lazy<T> implements Supplier<T> {
  private final Supplier<T> maker;
  private final AtomicReference<@Nullable T> value = new AtomicReference<>();

  public Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  @Override
  public T get() {
    T known = value.get();
    if (known != null) return known;
    T made = maker.get();
    T raced = value.compareAndExchange(null, made);
    return raced == null ? made : raced;
  }
}
