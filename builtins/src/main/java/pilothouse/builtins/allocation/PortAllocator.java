package pilothouse.builtins.allocation;

import java.util.BitSet;
import java.util.random.RandomGenerator;
import pilothouse.api.GroupResource;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.ClusterObjects;

/// Gives node ports to services. Which are taken is learnt from the stored services once, and kept up from then on; the monitor guards it.
///
/// As with addresses, the first part of the range is left to users: a thirty-second of it, at least 16 and at most 128 ports.
final class PortAllocator {
  private static final GroupResource SERVICES = new GroupResource("", "services");

  private final ClusterObjects objects;
  private final int first;
  private final int count;
  private final RandomGenerator random;
  private final BitSet taken;
  private boolean loaded;

  PortAllocator(ClusterObjects objects, int first, int last, RandomGenerator random) {
    this.objects = objects;
    this.first = first;
    this.count = last - first + 1;
    this.random = random;
    this.taken = new BitSet(count);
  }

  String range() {
    return first + "-" + (first + count - 1);
  }

  boolean inRange(long port) {
    return port >= first && port < first + count;
  }

  /// Takes the port that a user chose.
  void take(long port) throws Refused {
    if (!inRange(port))
      throw new Refused(
          "provided port is not in the valid range. The range of valid ports is " + range());
    load();
    synchronized (this) {
      int bit = (int) port - first;
      if (taken.get(bit)) throw new Refused("provided port is already allocated");
      taken.set(bit);
    }
  }

  long takeAny() throws Refused {
    load();
    int reserved = count < 16 ? 0 : Math.clamp(count / 32, 16, 128);
    synchronized (this) {
      int bit = free(Math.min(reserved, count), count);
      if (bit < 0) bit = free(0, reserved);
      if (bit < 0) throw new Refused("range is full");
      taken.set(bit);
      return first + bit;
    }
  }

  synchronized void release(long port) {
    if (inRange(port)) taken.clear((int) port - first);
  }

  private int free(int from, int to) {
    if (from >= to) return -1;
    int start = random.nextInt(from, to);
    int bit = taken.nextClearBit(start);
    if (bit < to) return bit;
    bit = taken.nextClearBit(from);
    return bit < start ? bit : -1;
  }

  /// Reads the services before the lock is taken: no one waits for the store under it.
  private void load() {
    if (isLoaded()) return;
    var services = objects.list(SERVICES);
    synchronized (this) {
      if (loaded) return;
      services.forEach(this::learn);
      loaded = true;
    }
  }

  private synchronized boolean isLoaded() {
    return loaded;
  }

  private void learn(ObjectNode service) {
    Node spec = service.get("spec");
    String type = spec.get("type").text();
    if (!type.equals("NodePort") && !type.equals("LoadBalancer")) return;
    for (Node port : spec.get("ports").items()) learn(port.get("nodePort").number(0));
    learn(spec.get("healthCheckNodePort").number(0));
  }

  private void learn(long port) {
    if (inRange(port)) taken.set((int) port - first);
  }
}
