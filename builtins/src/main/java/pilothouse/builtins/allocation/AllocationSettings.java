package pilothouse.builtins.allocation;

import java.util.List;

/// `--service-cluster-ip-range` and `--service-node-port-range`.
///
/// @param serviceCidrs one or two networks, one a family; the first one's family is the default
/// @param firstPort the first node port
/// @param lastPort the last node port, itself included
public record AllocationSettings(List<String> serviceCidrs, int firstPort, int lastPort) {
  public AllocationSettings {
    serviceCidrs = List.copyOf(serviceCidrs);
  }
}
