package pilothouse.builtins.apps;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.core.PersistentVolumeClaimValidation;
import pilothouse.builtins.core.ReplicaCounts;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.InternalForm;
import pilothouse.builtins.meta.Selectors;

/// The checks of stateful sets.
final class StatefulSetValidation {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final List<String> RETENTIONS = List.of("Retain", "Delete");
  private static final List<String> MUTABLE =
      List.of(
          "replicas",
          "ordinals",
          "template",
          "updateStrategy",
          "revisionHistoryLimit",
          "persistentVolumeClaimRetentionPolicy",
          "minReadySeconds");

  private StatefulSetValidation() {}

  static void create(ObjectNode set, Errors errors) {
    check(set, errors);
    service(set.at("spec", "serviceName").text(), errors);
    claims(set.at("spec", "volumeClaimTemplates").items(), errors);
  }

  private static void check(ObjectNode set, Errors errors) {
    ObjectNode spec = set.get("spec").object();
    management(spec.get("podManagementPolicy"), errors);
    strategy(spec.get("updateStrategy").object(), errors);
    retention(spec.get("persistentVolumeClaimRetentionPolicy"), errors);
    Checks.nonNegative(SPEC.child("replicas"), spec.get("replicas"), errors);
    Checks.nonNegative(SPEC.child("minReadySeconds"), spec.get("minReadySeconds"), errors);
    if (spec.has("ordinals"))
      Checks.nonNegative(SPEC.child("ordinals", "start"), spec.at("ordinals", "start"), errors);
    selector(spec, errors);
  }

  /// The service may be missing; where it is named it is a label, as it becomes part of its pods' names.
  private static void service(String name, Errors errors) {
    if (!name.isEmpty()) Checks.format(SPEC.child("serviceName"), name, Formats::dnsLabel, errors);
  }

  private static void management(Node policy, Errors errors) {
    FieldPath at = SPEC.child("podManagementPolicy");
    switch (policy.text()) {
      case "" -> errors.add(FieldError.required(at, ""));
      case "OrderedReady", "Parallel" -> {}
      default ->
          errors.add(FieldError.invalid(at, policy.text(), "must be 'OrderedReady' or 'Parallel'"));
    }
  }

  private static void strategy(ObjectNode strategy, Errors errors) {
    FieldPath at = SPEC.child("updateStrategy");
    switch (strategy.get("type").text()) {
      case "" -> errors.add(FieldError.required(at, ""));
      case "OnDelete" -> {
        if (strategy.has("rollingUpdate"))
          errors.add(
              FieldError.invalid(
                  at.child("rollingUpdate"),
                  InternalForm.of(
                      "RollingUpdateStatefulSetStrategy", strategy.get("rollingUpdate")),
                  "only allowed for updateStrategy 'RollingUpdate'"));
      }
      case "RollingUpdate" -> {
        if (strategy.has("rollingUpdate"))
          Checks.nonNegative(
              at.child("rollingUpdate", "partition"),
              strategy.at("rollingUpdate", "partition"),
              errors);
      }
      default ->
          errors.add(
              FieldError.invalid(
                  at,
                  InternalForm.of("StatefulSetUpdateStrategy", strategy),
                  "must be 'RollingUpdate' or 'OnDelete'"));
    }
  }

  private static void retention(Node policy, Errors errors) {
    FieldPath at = SPEC.child("persistentVolumeClaimRetentionPolicy");
    for (String name : List.of("whenDeleted", "whenScaled"))
      if (!RETENTIONS.contains(policy.get(name).text()))
        errors.add(FieldError.notSupported(at.child(name), policy.get(name).text(), RETENTIONS));
  }

  private static void selector(ObjectNode spec, Errors errors) {
    Node selector = spec.get("selector");
    ObjectNode template = spec.get("template").object();
    if (selector.isNull()) {
      errors.add(FieldError.required(SPEC.child("selector"), ""));
    } else {
      Selectors.check(SPEC.child("selector"), selector, errors);
      if (Selectors.isEmpty(selector))
        errors.add(
            FieldError.invalid(
                SPEC.child("selector"), selector, "empty selector is invalid for statefulset"));
    }
    if (Selectors.usable(selector)) {
      Templates.labels(template, selector, errors);
      // Sets look at these themselves before the template's own check does.
      Node metadata = template.get("metadata");
      Checks.labels(SPEC.child("template", "labels"), metadata.get("labels"), errors);
      Checks.annotations(
          SPEC.child("template", "annotations"), metadata.get("annotations"), errors);
      Templates.pod(withClaims(spec, template), errors);
    } else {
      errors.add(FieldError.invalid(SPEC.child("selector"), selector, ""));
    }
    if (!template.at("spec", "restartPolicy").text().equals("Always"))
      Templates.alwaysRestarted(template, errors);
    Templates.noDeadline(template, "StatefulSet", errors);
  }

  /// The template with a volume for each claim that the set will make.
  private static ObjectNode withClaims(ObjectNode spec, ObjectNode template) {
    Set<Node> names = new LinkedHashSet<>();
    for (Node claim : spec.get("volumeClaimTemplates").items())
      names.add(claim.at("metadata", "name"));
    var volumes = new ArrayList<Node>();
    for (Node volume : template.at("spec", "volumes").items())
      if (!names.contains(volume.get("name"))) volumes.add(volume);
    for (Node name : names) {
      ObjectNode source = ObjectNode.of("claimName", name);
      volumes.add(ObjectNode.of("name", name).with("persistentVolumeClaim", source));
    }
    return volumes.isEmpty()
        ? template
        : template.withAt(List.of("spec", "volumes"), ListNode.of(volumes));
  }

  private static void claims(List<Node> templates, Errors errors) {
    for (int i = 0; i < templates.size(); i++) {
      FieldPath at = SPEC.child("volumeClaimTemplates").index(i);
      ObjectNode spec = templates.get(i).get("spec").object();
      PersistentVolumeClaimValidation.spec(at.child("spec"), spec, errors);
    }
  }

  static void update(ObjectNode set, ObjectNode old, Errors errors) {
    check(set, errors);
    ObjectNode allowed = set.get("spec").object();
    ObjectNode before = old.get("spec").object();
    for (String name : MUTABLE) allowed = Edit.restored(allowed, before, name);
    if (!allowed.equals(before))
      errors.add(
          FieldError.forbidden(
              SPEC,
              "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"));
  }

  static void status(ObjectNode set, ObjectNode old, Errors errors) {
    Node status = set.get("status");
    for (String name :
        List.of(
            "replicas",
            "readyReplicas",
            "currentReplicas",
            "updatedReplicas",
            "availableReplicas",
            "observedGeneration",
            "collisionCount")) ReplicaCounts.count(name, status, errors);
    for (String name :
        List.of("readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas"))
      ReplicaCounts.notOver(name, status, errors);
    long available = status.get("availableReplicas").number(0);
    if (available > status.get("readyReplicas").number(0))
      errors.add(
          FieldError.invalid(
              FieldPath.of("status", "availableReplicas"),
              available,
              "cannot be greater than status.readyReplicas"));
    DeploymentValidation.collisions(
        FieldPath.of("status", "collisionCount"), status, old.get("status"), errors);
  }
}
