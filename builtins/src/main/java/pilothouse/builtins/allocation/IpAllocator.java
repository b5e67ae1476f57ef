package pilothouse.builtins.allocation;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import pilothouse.api.GroupResource;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.ClusterObjects;
import pilothouse.builtins.meta.Addresses;
import pilothouse.builtins.meta.IpText;
import pilothouse.registry.Metadata;

/// Gives addresses of the ServiceCIDRs to services. An address is taken while an IPAddress of its name exists, so several servers on one store
/// never give the same one twice.
///
/// Addresses that users choose come from anywhere; those chosen here come from beyond the first part of the network, so that the two seldom meet:
/// a sixteenth of the network, at least 16 and at most 256 addresses, is used only when the rest is full.
final class IpAllocator {
  private static final GroupResource ADDRESSES =
      new GroupResource("networking.k8s.io", "ipaddresses");
  private static final GroupResource CIDRS = new GroupResource("networking.k8s.io", "servicecidrs");

  /// Beyond so many, addresses are tried at random rather than one after the other.
  private static final int TRIES = 65_536;

  private final ClusterObjects objects;
  private final List<String> configured;
  private final RandomGenerator random;

  IpAllocator(ClusterObjects objects, List<String> configured, RandomGenerator random) {
    this.objects = objects;
    this.configured = configured;
    this.random = random;
  }

  /// Takes the address that a user chose.
  void take(String ip, ObjectNode service, boolean dryRun) throws Refused {
    InetAddress address = IpText.address(ip).orElseThrow(() -> new Refused("not an address"));
    if (networks().stream().noneMatch(n -> usable(n, address))) throw outside(address, ip, dryRun);
    String name = IpText.canonical(address);
    boolean free =
        dryRun
            ? !objects.has(ADDRESSES, "", name)
            : objects.create(ADDRESSES, object(name, service), ClusterObjects.MANAGER);
    if (!free) throw new Refused("provided IP is already allocated");
  }

  /// A dry run tells a broadcast address in other words: so upstream has it.
  private Refused outside(InetAddress address, String ip, boolean dryRun) {
    for (IpText.Network network : networks())
      if (dryRun && network.contains(address) && !isBase(network, address))
        return new Refused(
            "the provided IP ("
                + ip
                + ") is not in the valid range. The range of valid IPs is "
                + network.canonical());
    return new Refused("the provided network does not match the current range");
  }

  private static boolean isBase(IpText.Network network, InetAddress address) {
    return new BigInteger(1, address.getAddress()).equals(Addresses.base(network));
  }

  /// Takes an address of a family.
  String takeAny(boolean v6, ObjectNode service, boolean dryRun) throws Refused {
    for (IpText.Network network : networks()) {
      if (network.isV6() != v6) continue;
      Optional<String> taken = takeFrom(network, service, dryRun);
      if (taken.isPresent()) return taken.get();
    }
    throw new Refused("range is full");
  }

  void release(String ip, ObjectNode service) {
    var known = objects.get(ADDRESSES, "", ip);
    if (known.isPresent() && isHolder(service, known.get().at("spec", "parentRef")))
      objects.delete(ADDRESSES, "", ip);
  }

  private static boolean isHolder(ObjectNode service, Node parent) {
    return parent.get("resource").text().equals("services")
        && parent.get("name").text().equals(Metadata.name(service))
        && parent.get("namespace").text().equals(Metadata.namespace(service));
  }

  private Optional<String> takeFrom(IpText.Network network, ObjectNode service, boolean dryRun) {
    long size = size(network);
    long reserved = Math.min(reserved(size), size);
    Optional<String> late = takeBetween(network, reserved, size, service, dryRun);
    return late.isPresent() ? late : takeBetween(network, 0, reserved, service, dryRun);
  }

  /// The first free address from a random one on, among the offsets from..to of the usable ones.
  private Optional<String> takeBetween(
      IpText.Network network, long from, long to, ObjectNode service, boolean dryRun) {
    long count = to - from;
    if (count <= 0) return Optional.empty();
    long start = random.nextLong(count);
    for (long i = 0; i < Math.min(count, TRIES); i++) {
      String name = Addresses.after(network, 1 + from + (start + i) % count);
      if (objects.has(ADDRESSES, "", name)) continue;
      if (dryRun || objects.create(ADDRESSES, object(name, service), ClusterObjects.MANAGER))
        return Optional.of(name);
    }
    return Optional.empty();
  }

  /// How many addresses can be given: neither the network's own nor IPv4's broadcast address.
  private static long size(IpText.Network network) {
    int bits = Math.min(Addresses.hostBits(network), 62);
    return Math.max(0, (1L << bits) - (network.isV6() ? 1 : 2));
  }

  private static long reserved(long size) {
    return size < 16 ? 0 : Math.clamp(size / 16, 16, 256);
  }

  private static boolean usable(IpText.Network network, InetAddress address) {
    if (!network.contains(address)) return false;
    BigInteger offset = new BigInteger(1, address.getAddress()).subtract(Addresses.base(network));
    if (offset.signum() == 0) return false;
    int bits = Addresses.hostBits(network);
    BigInteger last = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    return network.isV6() || !offset.equals(last);
  }

  /// The networks of the ServiceCIDRs that are ready, and those of the flag, which the server itself makes into one.
  private List<IpText.Network> networks() {
    var byText = new TreeMap<String, IpText.Network>(Comparator.naturalOrder());
    for (String cidr : configured) IpText.cidr(cidr).ifPresent(n -> byText.put(cidr, n));
    for (ObjectNode cidr : objects.list(CIDRS))
      if (isReady(cidr))
        for (Node text : cidr.at("spec", "cidrs").items())
          IpText.cidr(text.text()).ifPresent(n -> byText.put(text.text(), n));
    return List.copyOf(byText.values());
  }

  private static boolean isReady(ObjectNode cidr) {
    if (!Metadata.get(cidr, Metadata.DELETION_TIMESTAMP).isNull()) return false;
    for (Node condition : cidr.at("status", "conditions").items())
      if (condition.get("type").text().equals("Ready"))
        return condition.get("status").text().equals("True");
    return true;
  }

  private static ObjectNode object(String ip, ObjectNode service) {
    var labels =
        new TreeMap<>(
            Map.of(
                "ipaddress.kubernetes.io/ip-family",
                ip.indexOf(':') < 0 ? "IPv4" : "IPv6",
                "ipaddress.kubernetes.io/managed-by",
                "ipallocator.k8s.io"));
    ObjectNode parent =
        ObjectNode.of("resource", "services")
            .with("namespace", Metadata.namespace(service))
            .with("name", Metadata.name(service));
    return ObjectNode.builder()
        .put("kind", "IPAddress")
        .put("apiVersion", "networking.k8s.io/v1")
        .put("metadata", ObjectNode.of("name", ip).with("labels", ObjectNode.ofTexts(labels)))
        .put("spec", ObjectNode.of("parentRef", parent))
        .build();
  }
}
