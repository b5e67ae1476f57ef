package pilothouse.server.health;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import pilothouse.server.health.HealthCheck.Endpoint;

/// The checks of kube-apiserver 1.36 under its names, in its order; probes and scripts ask for them one by one.
public final class UpstreamChecks {
  private static final Set<Endpoint> ALL = EnumSet.allOf(Endpoint.class);
  private static final Set<Endpoint> LIVE = EnumSet.of(Endpoint.HEALTHZ, Endpoint.LIVEZ);
  private static final Set<Endpoint> READY = EnumSet.of(Endpoint.READYZ);

  private static final List<String> HOOKS =
      List.of(
          "poststarthook/start-apiserver-admission-initializer",
          "poststarthook/generic-apiserver-start-informers",
          "poststarthook/priority-and-fairness-config-consumer",
          "poststarthook/priority-and-fairness-filter",
          "poststarthook/storage-object-count-tracker-hook",
          "poststarthook/start-apiextensions-informers",
          "poststarthook/start-apiextensions-controllers",
          "poststarthook/crd-informer-synced",
          "poststarthook/start-system-namespaces-controller",
          "poststarthook/peer-endpoint-reconciler-controller",
          "poststarthook/start-cluster-authentication-info-controller",
          "poststarthook/start-kube-apiserver-identity-lease-controller",
          "poststarthook/start-kube-apiserver-identity-lease-garbage-collector",
          "poststarthook/storage-readiness",
          "poststarthook/start-legacy-token-tracking-controller",
          "poststarthook/start-service-ip-repair-controllers",
          "poststarthook/rbac/bootstrap-roles",
          "poststarthook/scheduling/bootstrap-system-priority-classes",
          "poststarthook/priority-and-fairness-config-producer",
          "poststarthook/bootstrap-controller",
          "poststarthook/start-kubernetes-service-cidr-controller",
          "poststarthook/aggregator-reload-proxy-client-cert",
          "poststarthook/start-kube-aggregator-informers",
          "poststarthook/apiservice-status-local-available-controller",
          "poststarthook/apiservice-status-remote-available-controller",
          "poststarthook/apiservice-registration-controller",
          "poststarthook/apiservice-discovery-controller",
          "poststarthook/kube-apiserver-autoregistration",
          "autoregister-completion",
          "poststarthook/apiservice-openapi-controller",
          "poststarthook/apiservice-openapiv3-controller");

  private UpstreamChecks() {}

  /// @param healthy whether what stands behind a name is well; asked on every probe
  /// @param further checks, which stand behind the store's
  public static List<HealthCheck> of(Predicate<String> healthy, List<HealthCheck> further) {
    var checks = new ArrayList<HealthCheck>();
    add(checks, "ping", ALL, _ -> true);
    add(checks, "log", ALL, healthy);
    add(checks, "loopback-serving-certificate", LIVE, healthy);
    add(checks, "etcd", ALL, healthy);
    add(checks, "etcd-readiness", READY, healthy);
    checks.addAll(further);
    add(checks, "informer-sync", READY, healthy);
    for (String hook : HOOKS) add(checks, hook, ALL, healthy);
    add(checks, "shutdown", READY, healthy);
    return List.copyOf(checks);
  }

  private static void add(
      List<HealthCheck> checks, String name, Set<Endpoint> endpoints, Predicate<String> healthy) {
    checks.add(new HealthCheck(name, endpoints, () -> healthy.test(name)));
  }
}
