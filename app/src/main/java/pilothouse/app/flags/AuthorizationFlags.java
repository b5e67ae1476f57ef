package pilothouse.app.flags;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// `--authorization-mode` and what hangs on it.
///
/// Where no mode is given, RBAC decides: kube-apiserver would let everybody do everything then, which no data folder of ours should begin with.
///
/// @param modes in the order in which they are asked
/// @param anonymous whether callers without credentials are let in as `system:anonymous`; never where everything is allowed
public record AuthorizationFlags(List<Mode> modes, boolean anonymous) {
  /// Source of the names: `pkg/kubeapiserver/authorizer/modes`.
  public enum Mode {
    ALWAYS_ALLOW("AlwaysAllow"),
    ALWAYS_DENY("AlwaysDeny"),
    RBAC("RBAC"),
    /// Accepted, as most command lines name it; nodes have no rights but those that RBAC grants.
    NODE("Node");

    private final String text;

    Mode(String text) {
      this.text = text;
    }
  }

  private static final List<String> NOT_THERE = List.of("ABAC", "Webhook");

  public AuthorizationFlags {
    modes = List.copyOf(modes);
  }

  static AuthorizationFlags from(Flags flags, List<String> errors) {
    List<String> names = flags.list("authorization-mode");
    var modes = new ArrayList<Mode>();
    for (String name : new LinkedHashSet<>(names)) {
      var found =
          List.of(Mode.values()).stream().filter(mode -> mode.text.equals(name)).findFirst();
      found.ifPresent(modes::add);
      if (found.isEmpty()) errors.add(refusal(name));
    }
    if (new LinkedHashSet<>(names).size() < names.size())
      errors.add("--authorization-mode " + names + " has mode specified more than once");
    if (modes.isEmpty()) modes.add(Mode.RBAC);
    boolean anonymous = flags.bool("anonymous-auth") && !modes.contains(Mode.ALWAYS_ALLOW);
    return new AuthorizationFlags(modes, anonymous);
  }

  private static String refusal(String name) {
    return NOT_THERE.contains(name)
        ? "--authorization-mode: this server has no authorizer " + name
        : "--authorization-mode: \"" + name + "\" is not a valid mode";
  }
}
