package pilothouse.builtins.core;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pilothouse.api.tree.Node;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Selectors;

/// The checks of affinity to nodes and to other pods.
final class AffinityValidation {
  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
  private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

  private AffinityValidation() {}

  static void affinity(FieldPath at, Node affinity, Errors errors) {
    node(at.child("nodeAffinity"), affinity.get("nodeAffinity"), errors);
    pods(at.child("podAffinity"), affinity.get("podAffinity"), errors);
    pods(at.child("podAntiAffinity"), affinity.get("podAntiAffinity"), errors);
  }

  private static void node(FieldPath at, Node affinity, Errors errors) {
    if (!affinity.get(REQUIRED).isNull())
      NodeSelectorValidation.selector(at.child(REQUIRED), affinity.get(REQUIRED), errors);
    List<Node> preferred = affinity.get(PREFERRED).items();
    for (int i = 0; i < preferred.size(); i++) {
      FieldPath path = at.child(PREFERRED).index(i);
      weight(path, preferred.get(i), errors);
      NodeSelectorValidation.term(
          path.child("preference"), preferred.get(i).get("preference"), errors);
    }
  }

  private static void weight(FieldPath at, Node term, Errors errors) {
    long weight = term.get("weight").number(0);
    if (weight < 1 || weight > 100)
      errors.add(FieldError.invalid(at.child("weight"), weight, "must be in the range 1-100"));
  }

  private static void pods(FieldPath at, Node affinity, Errors errors) {
    List<Node> required = affinity.get(REQUIRED).items();
    for (int i = 0; i < required.size(); i++)
      term(at.child(REQUIRED).index(i), required.get(i), errors);
    List<Node> preferred = affinity.get(PREFERRED).items();
    for (int i = 0; i < preferred.size(); i++) {
      FieldPath path = at.child(PREFERRED).index(i);
      weight(path, preferred.get(i), errors);
      term(path.child("podAffinityTerm"), preferred.get(i).get("podAffinityTerm"), errors);
    }
  }

  private static void term(FieldPath at, Node term, Errors errors) {
    Selectors.check(at.child("labelSelector"), term.get("labelSelector"), errors);
    Selectors.check(at.child("namespaceSelector"), term.get("namespaceSelector"), errors);
    for (Node namespace : term.get("namespaces").items())
      Checks.format(at.child("namespace"), namespace.text(), Formats::dnsLabel, errors);
    keys(at.child("matchLabelKeys"), term.get("matchLabelKeys"), term.get("labelSelector"), errors);
    keys(
        at.child("mismatchLabelKeys"),
        term.get("mismatchLabelKeys"),
        term.get("labelSelector"),
        errors);
    bothWays(at.child("matchLabelKeys"), term, errors);
    selectedAlready(at, term, errors);
    String key = term.get("topologyKey").text();
    if (key.isEmpty()) errors.add(FieldError.required(at.child("topologyKey"), "can not be empty"));
    Checks.format(at.child("topologyKey"), key, Formats::qualifiedName, errors);
  }

  /// Keys of the pod's own labels that a selector is to be narrowed by.
  static void keys(FieldPath at, Node keys, Node selector, Errors errors) {
    List<Node> items = keys.items();
    if (items.isEmpty()) return;
    if (selector.isNull())
      errors.add(FieldError.forbidden(at, "must not be specified when labelSelector is not set"));
    for (int i = 0; i < items.size(); i++)
      Checks.format(at.index(i), items.get(i).text(), Formats::qualifiedName, errors);
  }

  /// Refuses keys that the selector asks for already. On create the selector has got an expression for each key, which therefore comes second.
  ///
  /// Upstream leaves the name of the field out of the path.
  static void selectedAlready(FieldPath at, Node term, Errors errors) {
    List<Node> keys = term.get("matchLabelKeys").items();
    Node selector = term.get("labelSelector");
    Set<String> seen = new HashSet<>(selector.get("matchLabels").object().names());
    for (Node expression : selector.get("matchExpressions").items()) {
      int i = keys.indexOf(expression.get("key"));
      if (!seen.add(expression.get("key").text()) && i >= 0)
        errors.add(
            FieldError.invalid(
                at.index(i),
                expression.get("key").text(),
                "exists in both matchLabelKeys and labelSelector"));
    }
  }

  private static void bothWays(FieldPath at, Node term, Errors errors) {
    Set<Node> mismatched = new HashSet<>(term.get("mismatchLabelKeys").items());
    List<Node> matched = term.get("matchLabelKeys").items();
    for (int i = 0; i < matched.size(); i++)
      if (mismatched.contains(matched.get(i)))
        errors.add(
            FieldError.invalid(
                at.index(i),
                matched.get(i).text(),
                "exists in both matchLabelKeys and mismatchLabelKeys"));
  }
}
