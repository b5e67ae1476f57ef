package pilothouse.app.chain;

import java.util.ArrayList;
import java.util.List;
import pilothouse.app.flags.AuthorizationFlags;
import pilothouse.server.authz.Authorizer;
import pilothouse.server.authz.Decision;

/// The authorizers that `--authorization-mode` names, in its order, behind group `system:masters`, to which nothing is forbidden.
final class Authorizers {
  private Authorizers() {}

  static Authorizer of(List<AuthorizationFlags.Mode> modes, Authorizer rbac) {
    var all = new ArrayList<Authorizer>();
    all.add(Authorizer.masters());
    for (AuthorizationFlags.Mode mode : modes)
      switch (mode) {
        case ALWAYS_ALLOW -> all.add(Authorizer.everybody());
        case ALWAYS_DENY -> all.add(_ -> Decision.noOpinion("Everything is forbidden."));
        case RBAC -> all.add(rbac);
        case NODE -> {} // what nodes may do beyond RBAC is not there
      }
    return Authorizer.chain(all);
  }
}
