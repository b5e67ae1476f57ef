package pilothouse.server.authz;

import java.util.List;

/// Decides whether somebody may do something. Cheap, as every request asks; safe for many threads.
@FunctionalInterface
public interface Authorizer {
  Decision authorize(Attributes attributes);

  /// Asks one after the other; the first that allows or denies decides. The reasons of those without an opinion are joined.
  static Authorizer chain(List<Authorizer> authorizers) {
    var all = List.copyOf(authorizers);
    return attributes -> ask(all, attributes);
  }

  private static Decision ask(List<Authorizer> authorizers, Attributes attributes) {
    var reasons = new StringBuilder();
    for (Authorizer authorizer : authorizers) {
      Decision decision = authorizer.authorize(attributes);
      if (decision.outcome() != Decision.Outcome.NO_OPINION) return decision;
      if (decision.reason().isEmpty()) continue;
      if (!reasons.isEmpty()) reasons.append('\n');
      reasons.append(decision.reason());
    }
    return Decision.noOpinion(reasons.toString());
  }

  /// Group `system:masters` may do everything, whatever the rules say.
  static Authorizer masters() {
    return attributes ->
        attributes.user().in("system:masters") ? Decision.allow("") : Decision.NO_OPINION;
  }

  /// Everybody may do everything: `--authorization-mode=AlwaysAllow`.
  static Authorizer everybody() {
    return _ -> Decision.allow("");
  }
}
