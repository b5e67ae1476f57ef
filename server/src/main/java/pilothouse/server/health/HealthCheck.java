package pilothouse.server.health;

import java.util.Set;
import java.util.function.BooleanSupplier;

/// One thing that must be well.
///
/// @param name as it is asked for: `etcd`, `poststarthook/rbac/bootstrap-roles`
public record HealthCheck(String name, Set<Endpoint> endpoints, BooleanSupplier healthy) {
  public HealthCheck {
    endpoints = Set.copyOf(endpoints);
  }

  /// Where a check counts.
  public enum Endpoint {
    HEALTHZ("healthz"),
    LIVEZ("livez"),
    READYZ("readyz");

    private final String text;

    Endpoint(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }
}
