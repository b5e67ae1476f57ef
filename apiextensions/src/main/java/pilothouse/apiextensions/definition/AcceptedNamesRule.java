package pilothouse.apiextensions.definition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.FieldError;

/// Which names of a definition are free in its group, and what its conditions say of that.
///
/// Source: apiextensions-apiserver `pkg/controller/status/naming_controller.go` and `pkg/controller/establish`.
public final class AcceptedNamesRule {
  private final Set<String> resources = new HashSet<>();
  private final Set<String> kinds = new HashSet<>();

  /// @param group all definitions of the group
  public AcceptedNamesRule(List<Definition> group) {
    for (Definition definition : group) {
      Definition.AcceptedNames names = definition.accepted();
      resources.add(names.plural());
      resources.add(names.singular());
      resources.addAll(names.shortNames());
      kinds.add(names.kind());
      kinds.add(names.listKind());
    }
  }

  /// The definition with the names that it may have and the conditions that follow; the same object where nothing is to be said.
  public ObjectNode applied(ObjectNode crd, Instant now) {
    ObjectNode named = named(crd, now);
    return Establishment.applied(named, now);
  }

  private ObjectNode named(ObjectNode crd, Instant now) {
    ObjectNode wanted = crd.at("spec", "names").object();
    ObjectNode before = crd.at("status", "acceptedNames").object();
    if (wanted.equals(before)) return crd;
    var verdict = new Verdict(before);
    verdict.one("plural", "PluralConflict", wanted, before, resources);
    verdict.one("singular", "SingularConflict", wanted, before, resources);
    verdict.shortNames(wanted, before);
    verdict.one("kind", "KindConflict", wanted, before, kinds);
    verdict.one("listKind", "ListKindConflict", wanted, before, kinds);
    verdict.take("categories", wanted);
    ObjectNode out = crd.withAt(List.of("status", "acceptedNames"), verdict.names);
    if (verdict.names.equals(before) && said(crd, verdict)) return crd;
    return verdict.conditions(out, now);
  }

  private static boolean said(ObjectNode crd, Verdict verdict) {
    return new Conditions(crd)
        .find(Conditions.NAMES_ACCEPTED)
        .filter(found -> found.get("reason").text().equals(verdict.reason()))
        .filter(found -> found.get("message").text().equals(verdict.message))
        .isPresent();
  }

  /// What was found so far; of several conflicts the last is told.
  private final class Verdict {
    private ObjectNode names;
    private String conflict = "";
    private String message = "no conflicts found";

    Verdict(ObjectNode before) {
      names = before;
    }

    String reason() {
      return conflict.isEmpty() ? "NoConflicts" : conflict;
    }

    void one(String field, String reason, ObjectNode wanted, ObjectNode before, Set<String> used) {
      String name = wanted.get(field).text();
      if (!name.equals(before.get(field).text()) && used.contains(name)) {
        conflict = reason;
        message = inUse(name);
      } else take(field, wanted);
    }

    void take(String field, ObjectNode wanted) {
      Node value = wanted.get(field);
      names = value.equals(NullNode.NULL) ? names.without(field) : names.with(field, value);
    }

    void shortNames(ObjectNode wanted, ObjectNode before) {
      var own = before.get("shortNames").items();
      var taken = new ArrayList<String>();
      for (Node name : wanted.get("shortNames").items())
        if (!own.contains(name) && resources.contains(name.text())) taken.add(inUse(name.text()));
      if (taken.isEmpty()) {
        take("shortNames", wanted);
        return;
      }
      conflict = "ShortNamesConflict";
      message = taken.size() == 1 ? taken.getFirst() : "[" + String.join(", ", taken) + "]";
    }

    ObjectNode conditions(ObjectNode crd, Instant now) {
      boolean accepted = conflict.isEmpty();
      ObjectNode out =
          Conditions.with(crd, Conditions.NAMES_ACCEPTED, accepted, reason(), message, now);
      boolean undecided = new Conditions(crd).find(Conditions.ESTABLISHED).isEmpty();
      if (accepted || !undecided) return out;
      return Conditions.with(
          out, Conditions.ESTABLISHED, false, "NotAccepted", "not all names are accepted", now);
    }
  }

  private static String inUse(String name) {
    return FieldError.quote(name) + " is already in use";
  }
}
