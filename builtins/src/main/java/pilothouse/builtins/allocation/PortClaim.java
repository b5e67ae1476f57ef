package pilothouse.builtins.allocation;

import java.util.ArrayList;
import java.util.List;

/// The ports that one write has taken and those that it no longer needs.
record PortClaim(boolean dryRun, List<Long> taken, List<Long> unneeded) {
  PortClaim(boolean dryRun) {
    this(dryRun, new ArrayList<>(), new ArrayList<>());
  }
}
