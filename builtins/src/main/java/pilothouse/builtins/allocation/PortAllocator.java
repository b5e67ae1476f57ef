package pilothouse.builtins.allocation;

import java.util.BitSet;
import java.util.Collection;
import java.util.Optional;
import java.util.random.RandomGenerator;
import pilothouse.api.GroupResource;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.ClusterObjects;

/// Gives node ports to services.
///
/// As with addresses, the first part of the range is left to users: a thirty-second of it, at least 16 and at most 128 ports.
final class PortAllocator {
  private static final GroupResource SERVICES = new GroupResource("", "services");

  private final ClusterObjects objects;
  private final int first;
  private final int count;
  private final RandomGenerator random;
  private final PortBits bits;

  /// @param shared where other servers note what they give; empty for a server that is alone
  PortAllocator(
      ClusterObjects objects,
      int first,
      int last,
      RandomGenerator random,
      Optional<SharedRange> shared) {
    this.objects = objects;
    this.first = first;
    this.count = last - first + 1;
    this.random = random;
    this.bits =
        shared
            .<PortBits>map(range -> new SharedBits(range, range(), this::learn))
            .orElseGet(() -> new LearnedBits(this::learn));
  }

  String range() {
    return first + "-" + (first + count - 1);
  }

  boolean inRange(long port) {
    return port >= first && port < first + count;
  }

  /// Takes the port that a user chose.
  void take(long port) throws Refused {
    if (!bits.take(bit(port))) throw new Refused("provided port is already allocated");
  }

  /// Whether [#take] would succeed, for a dry run that holds `held` already.
  void check(long port, Collection<Long> held) throws Refused {
    if (bits.taken().get(bit(port)) || held.contains(port))
      throw new Refused("provided port is already allocated");
  }

  private int bit(long port) throws Refused {
    if (inRange(port)) return (int) port - first;
    throw new Refused(
        "provided port is not in the valid range. The range of valid ports is " + range());
  }

  long takeAny() throws Refused {
    while (true) {
      int bit = choose(bits.taken());
      // Somebody else may take it first.
      if (bits.take(bit)) return first + bit;
    }
  }

  /// What [#takeAny] could give, for a dry run that holds `held` already.
  long findAny(Collection<Long> held) throws Refused {
    var taken = bits.taken();
    for (long port : held) if (inRange(port)) taken.set(bit(port));
    return first + choose(taken);
  }

  private int choose(BitSet taken) throws Refused {
    int reserved = count < 16 ? 0 : Math.clamp(count / 32, 16, 128);
    int bit = free(taken, Math.min(reserved, count), count);
    if (bit < 0) bit = free(taken, 0, reserved);
    if (bit < 0) throw new Refused("range is full");
    return bit;
  }

  void release(long port) {
    if (inRange(port)) bits.release((int) port - first);
  }

  private int free(BitSet taken, int from, int to) {
    if (from >= to) return -1;
    int start = random.nextInt(from, to);
    int bit = taken.nextClearBit(start);
    if (bit < to) return bit;
    bit = taken.nextClearBit(from);
    return bit < start ? bit : -1;
  }

  private BitSet learn() {
    var taken = new BitSet(count);
    for (ObjectNode service : objects.list(SERVICES)) learn(service, taken);
    return taken;
  }

  private void learn(ObjectNode service, BitSet taken) {
    Node spec = service.get("spec");
    String type = spec.get("type").text();
    if (!type.equals("NodePort") && !type.equals("LoadBalancer")) return;
    for (Node port : spec.get("ports").items()) learn(port.get("nodePort").number(0), taken);
    learn(spec.get("healthCheckNodePort").number(0), taken);
  }

  private void learn(long port, BitSet taken) {
    if (inRange(port)) taken.set((int) port - first);
  }
}
