package pilothouse.builtins.allocation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import pilothouse.api.ApiException;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.ClusterObjects;
import pilothouse.registry.Metadata;
import pilothouse.registry.Strategy.Claim;

/// Gives services what they need beyond their own object, and takes it back: addresses and ports.
public final class ServiceAllocator {
  private final IpAllocator addresses;
  private final PortAllocator ports;
  private final IpFamilies families;

  /// For a server that has its store for itself.
  public ServiceAllocator(
      ClusterObjects objects, AllocationSettings settings, RandomGenerator random) {
    this(objects, settings, random, Optional.empty());
  }

  /// @param shared where servers on one store agree on node ports
  public ServiceAllocator(
      ClusterObjects objects,
      AllocationSettings settings,
      RandomGenerator random,
      Optional<SharedRange> shared) {
    this.addresses = new IpAllocator(objects, settings.serviceCidrs(), random);
    this.ports =
        new PortAllocator(objects, settings.firstPort(), settings.lastPort(), random, shared);
    this.families = new IpFamilies(settings.serviceCidrs());
  }

  /// The service with all that was given to it. What it no longer needs is released once the write is committed.
  ///
  /// @param old empty on create
  public Claim claim(ObjectNode service, Optional<ObjectNode> old, boolean dryRun) {
    var errors = new Errors();
    ObjectNode filled = families.fill(service, old, errors);
    if (!errors.isEmpty()) throw invalid(service, errors.list());
    var held = new Held(dryRun);
    try {
      ObjectNode addressed = withAddresses(filled, old, held);
      ObjectNode complete = new NodePorts(ports, held.ports).claim(addressed, old);
      return new Claim(complete, () -> held.commit(complete), () -> held.giveBack(complete));
    } catch (RuntimeException e) {
      held.giveBack(filled);
      throw e;
    }
  }

  /// Takes everything back from a service that is gone.
  public void release(ObjectNode service) {
    if (!ServiceSpec.isHeadless(service))
      ServiceSpec.clusterIps(service).forEach(ip -> addresses.release(ip, service));
    if (!ServiceSpec.needsNodePort(service)) return;
    NodePorts.of(service).forEach(ports::release);
  }

  static ApiException invalid(ObjectNode service, List<FieldError> errors) {
    return ApiException.invalid("", "Service", Metadata.name(service), errors);
  }

  private ObjectNode withAddresses(ObjectNode service, Optional<ObjectNode> old, Held held) {
    boolean had = old.map(ServiceSpec::needsClusterIp).orElse(false);
    if (!ServiceSpec.needsClusterIp(service)) {
      if (had && !ServiceSpec.isHeadless(old.get()))
        held.unneeded.addAll(ServiceSpec.clusterIps(old.get()));
      return service;
    }
    if (ServiceSpec.isHeadless(service)) return service;
    if (!had) return taken(service, List.of(), held);
    return changed(service, old.get(), held);
  }

  /// An update of a service that had addresses: a second one may come or go, nothing else.
  private ObjectNode changed(ObjectNode service, ObjectNode old, Held held) {
    if (ServiceSpec.isHeadless(old)) return service;
    int before = ServiceSpec.families(old).size();
    int now = ServiceSpec.families(service).size();
    if (before == 1 && now == 2) return taken(service, ServiceSpec.clusterIps(old), held);
    if (before == 2 && now == 1) return shortened(service, old, held);
    return service;
  }

  private static ObjectNode shortened(ObjectNode service, ObjectNode old, Held held) {
    List<String> had = ServiceSpec.clusterIps(old);
    if (had.size() == 2 && ServiceSpec.policy(service).equals("SingleStack"))
      held.unneeded.add(had.get(1));
    List<String> ips = ServiceSpec.clusterIps(service);
    return ips.size() == 2 ? ServiceSpec.withClusterIps(service, ips.subList(0, 1)) : service;
  }

  /// Takes an address for each family, the user's where there is one; those in `kept` are held already.
  private ObjectNode taken(ObjectNode service, List<String> kept, Held held) {
    List<String> wanted = ServiceSpec.clusterIps(service);
    var ips = new ArrayList<String>();
    for (String family : ServiceSpec.families(service)) {
      String ip = ips.size() < wanted.size() ? wanted.get(ips.size()) : "";
      ips.add(kept.contains(ip) ? ip : take(ip, family, service, held));
    }
    return ips.isEmpty() ? service : ServiceSpec.withClusterIps(service, ips);
  }

  private String take(String ip, String family, ObjectNode service, Held held) {
    try {
      String taken = ip;
      if (ip.isEmpty()) taken = addresses.takeAny(family.equals("IPv6"), service, held.dryRun());
      else addresses.take(ip, service, held.dryRun());
      held.addresses.add(taken);
      return taken;
    } catch (Refused refused) {
      if (ip.isEmpty())
        throw ApiException.internal("failed to allocate a serviceIP: " + refused.why());
      throw invalid(service, List.of(notAllocated(ip, service, refused)));
    }
  }

  private static FieldError notAllocated(String ip, ObjectNode service, Refused refused) {
    return FieldError.invalid(
        FieldPath.of("spec", "clusterIPs"),
        ServiceSpec.of(service).get("clusterIPs"),
        "failed to allocate IP " + ip + ": " + refused.why());
  }

  /// What one write holds until it is done.
  private final class Held {
    final List<String> addresses = new ArrayList<>();
    final List<String> unneeded = new ArrayList<>();
    final PortClaim ports;

    Held(boolean dryRun) {
      this.ports = new PortClaim(dryRun);
    }

    boolean dryRun() {
      return ports.dryRun();
    }

    void commit(ObjectNode service) {
      unneeded.forEach(ip -> ServiceAllocator.this.addresses.release(ip, service));
      ports.unneeded().forEach(ServiceAllocator.this.ports::release);
    }

    void giveBack(ObjectNode service) {
      if (dryRun()) return;
      addresses.forEach(ip -> ServiceAllocator.this.addresses.release(ip, service));
      ports.taken().forEach(ServiceAllocator.this.ports::release);
    }
  }
}
