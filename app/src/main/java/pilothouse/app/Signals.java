package pilothouse.app;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The signals that end the program: the first SIGTERM or SIGINT asks for a drain, the second ends it at once with exit code 1.
///
/// The JVM's own handler takes one signal and then waits for the shutdown hooks; `sun.misc.Signal` of the module jdk.unsupported is the only
/// way to see a second. It is reached by reflection because javac warns of its very name, and that warning cannot be switched off.
final class Signals {
  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicInteger seen = new AtomicInteger();

  static Signals watched() {
    var signals = new Signals();
    try {
      for (String name : new String[] {"TERM", "INT"}) signals.handle(name);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM has no module jdk.unsupported", e);
    }
    return signals;
  }

  private void handle(String name) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object ours =
        Proxy.newProxyInstance(
            Signals.class.getClassLoader(), new Class<?>[] {handler}, (_, _, _) -> received());
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
  }

  private @Nullable Object received() {
    if (seen.incrementAndGet() > 1) Runtime.getRuntime().halt(1);
    stop.countDown();
    return null; // for the proxy of a void method
  }

  void await() throws InterruptedException {
    stop.await();
  }
}
