package pilothouse.builtins.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.ResourceNames;

/// The checks of resource quotas.
final class ResourceQuotaValidation {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final Set<String> RESOURCES =
      Set.of(
          "cpu",
          "memory",
          "ephemeral-storage",
          "requests.cpu",
          "requests.memory",
          "requests.storage",
          "requests.ephemeral-storage",
          "limits.cpu",
          "limits.memory",
          "limits.ephemeral-storage",
          "pods",
          "resourcequotas",
          "services",
          "replicationcontrollers",
          "secrets",
          "persistentvolumeclaims",
          "configmaps",
          "services.nodeports",
          "services.loadbalancers");
  private static final Set<String> COMPUTED =
      Set.of(
          "pods",
          "cpu",
          "memory",
          "requests.cpu",
          "requests.memory",
          "limits.cpu",
          "limits.memory");
  private static final List<String> SCOPES =
      List.of(
          "Terminating",
          "NotTerminating",
          "BestEffort",
          "NotBestEffort",
          "PriorityClass",
          "CrossNamespacePodAffinity",
          "VolumeAttributesClass");
  private static final Set<String> PLAIN =
      Set.of(
          "Terminating",
          "NotTerminating",
          "BestEffort",
          "NotBestEffort",
          "CrossNamespacePodAffinity");

  private ResourceQuotaValidation() {}

  static void create(ObjectNode quota, Errors errors) {
    ObjectNode spec = quota.get("spec").object();
    amounts(SPEC.child("hard"), spec.get("hard"), errors);
    scopes(spec, errors);
    selector(spec, errors);
  }

  private static void amounts(FieldPath at, Node amounts, Errors errors) {
    for (String name : Checks.keys(amounts)) {
      FieldPath path = at.key(name);
      ResourceNames.check(path, name, errors);
      if (!name.contains("/") && !RESOURCES.contains(name) && !hugePages(name))
        errors.add(FieldError.invalid(path, name, "must be a standard resource for quota"));
      ContainerResources.quantity(path, name, amounts.get(name), errors);
    }
  }

  private static boolean hugePages(String name) {
    return ResourceNames.hugePages(name) || name.startsWith("requests.hugepages-");
  }

  private static void scopes(ObjectNode spec, Errors errors) {
    List<Node> scopes = spec.get("scopes").items();
    if (scopes.isEmpty()) return;
    FieldPath at = SPEC.child("scopes");
    Set<String> given = new TreeSet<>();
    for (Node scope : scopes) {
      if (!SCOPES.contains(scope.text()))
        errors.add(FieldError.invalid(at, spec.get("scopes"), "unsupported scope"));
      for (String name : Checks.keys(spec.get("hard")))
        if (RESOURCES.contains(name) && !applies(scope.text(), name))
          errors.add(
              FieldError.invalid(at, spec.get("scopes"), "unsupported scope applied to resource"));
      given.add(scope.text());
    }
    conflicts(at, given, spec.get("scopes"), errors);
  }

  private static void conflicts(FieldPath at, Set<String> given, Node printed, Errors errors) {
    for (List<String> pair :
        List.of(List.of("BestEffort", "NotBestEffort"), List.of("Terminating", "NotTerminating")))
      if (given.containsAll(pair))
        errors.add(FieldError.invalid(at, printed, "conflicting scopes"));
  }

  private static boolean applies(String scope, String resource) {
    return switch (scope) {
      case "Terminating",
          "NotTerminating",
          "NotBestEffort",
          "PriorityClass",
          "CrossNamespacePodAffinity" ->
          COMPUTED.contains(resource)
              || resource.equals("ephemeral-storage")
              || resource.endsWith(".ephemeral-storage");
      case "BestEffort" -> resource.equals("pods");
      case "VolumeAttributesClass" ->
          resource.equals("persistentvolumeclaims") || resource.equals("requests.storage");
      default -> true;
    };
  }

  private static void selector(ObjectNode spec, Errors errors) {
    if (!spec.has("scopeSelector")) return;
    FieldPath at = SPEC.child("scopeSelector", "matchExpressions");
    Set<String> given = new TreeSet<>();
    for (Node expression : spec.at("scopeSelector", "matchExpressions").items()) {
      String scope = expression.get("scopeName").text();
      if (!SCOPES.contains(scope))
        errors.add(FieldError.invalid(at.child("scopeName"), scope, "unsupported scope"));
      for (String name : Checks.keys(spec.get("hard")))
        if (RESOURCES.contains(name) && !applies(scope, name))
          errors.add(
              FieldError.invalid(
                  at, spec.get("scopeSelector"), "unsupported scope applied to resource"));
      expression(at, expression, scope, errors);
      given.add(scope);
    }
    conflicts(at, given, spec.get("scopeSelector"), errors);
  }

  private static void expression(FieldPath at, Node expression, String scope, Errors errors) {
    String operator = expression.get("operator").text();
    List<Node> values = expression.get("values").items();
    if (PLAIN.contains(scope) && !operator.equals("Exists"))
      errors.add(
          FieldError.invalid(
              at.child("operator"),
              operator,
              "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity"));
    switch (operator) {
      case "In", "NotIn" -> {
        if (values.isEmpty())
          errors.add(
              FieldError.required(
                  at.child("values"),
                  "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector"));
      }
      case "Exists", "DoesNotExist" -> {
        if (!values.isEmpty())
          errors.add(
              FieldError.invalid(
                  at.child("values"),
                  expression.get("values"),
                  "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector"));
      }
      default ->
          errors.add(
              FieldError.invalid(at.child("operator"), operator, "not a valid selector operator"));
    }
  }

  static void update(ObjectNode quota, ObjectNode old, Errors errors) {
    create(quota, errors);
    Node scopes = quota.at("spec", "scopes");
    if (!sorted(scopes).equals(sorted(old.at("spec", "scopes"))))
      errors.add(FieldError.invalid(SPEC.child("scopes"), scopes, Checks.IMMUTABLE));
  }

  private static ListNode sorted(Node scopes) {
    var texts = new ArrayList<String>();
    for (Node scope : scopes.items()) texts.add(scope.text());
    texts.sort(null);
    return ListNode.ofTexts(texts);
  }

  static void status(ObjectNode quota, ObjectNode old, Errors errors) {
    amounts(FieldPath.of("status", "hard"), quota.at("status", "hard"), errors);
    amounts(FieldPath.of("status", "used"), quota.at("status", "used"), errors);
  }
}
