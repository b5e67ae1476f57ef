package pilothouse.builtins.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.InternalForm;
import pilothouse.builtins.meta.UnifiedDiff;

/// What an update may change in a pod: images, a shorter deadline, more tolerations, fewer scheduling gates; while gated also where it may run.
final class PodUpdateValidation {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final String ALLOWED =
      "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
          + "`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n";

  private final ObjectNode spec;
  private final ObjectNode before;
  private final Errors errors;

  private PodUpdateValidation(ObjectNode pod, ObjectNode old, Errors errors) {
    this.spec = pod.get("spec").object();
    this.before = old.get("spec").object();
    this.errors = errors;
  }

  static void update(ObjectNode pod, ObjectNode old, Errors errors) {
    PodValidation.check(pod, errors);
    mirror(pod, old, errors);
    PodAnnotations.check(
        pod.get("metadata").object(),
        pod.get("spec").object(),
        FieldPath.of("metadata", "annotations"),
        errors);
    new PodUpdateValidation(pod, old, errors).check();
  }

  private static void mirror(ObjectNode pod, ObjectNode old, Errors errors) {
    Node now = pod.at("metadata", "annotations", PodAnnotations.MIRROR);
    Node then = old.at("metadata", "annotations", PodAnnotations.MIRROR);
    if (now.equals(then)) return;
    String what = then.isNull() ? "may not add" : "may not remove or update";
    errors.add(
        FieldError.forbidden(
            FieldPath.of("metadata", "annotations").key(PodAnnotations.MIRROR),
            what + " mirror pod annotation"));
  }

  private void check() {
    if (!sameContainers("containers") || !sameContainers("initContainers")) return;
    deadline();
    gates();
    tolerations();
    ObjectNode munged = munged();
    if (munged.equals(before)) return;
    errors.add(FieldError.forbidden(SPEC, ALLOWED + diff(munged)));
  }

  private String diff(ObjectNode munged) {
    return UnifiedDiff.of(InternalForm.of("PodSpec", before), InternalForm.of("PodSpec", munged));
  }

  private boolean sameContainers(String list) {
    List<Node> now = spec.get(list).items();
    if (now.size() != before.get(list).items().size()) {
      errors.add(
          FieldError.forbidden(SPEC.child(list), "pod updates may not add or remove containers"));
      return false;
    }
    for (int i = 0; i < now.size(); i++) {
      FieldPath at = SPEC.child(list).index(i).child("image");
      String image = now.get(i).get("image").text();
      if (image.isBlank()) errors.add(FieldError.required(at, ""));
      else ContainerValidation.padded(at, image, errors);
    }
    return true;
  }

  private void deadline() {
    FieldPath at = SPEC.child("activeDeadlineSeconds");
    Node now = spec.get("activeDeadlineSeconds");
    Node then = before.get("activeDeadlineSeconds");
    if (then.isNull()) return;
    if (now.isNull())
      errors.add(
          FieldError.invalid(
              at, NullNode.NULL, "must not update from a positive integer to nil value"));
    else if (now.number(0) > then.number(0))
      errors.add(FieldError.invalid(at, now, "must be less than or equal to previous value"));
  }

  private void gates() {
    Set<String> known = new HashSet<>();
    for (Node gate : before.get("schedulingGates").items()) known.add(gate.get("name").text());
    List<Node> gates = spec.get("schedulingGates").items();
    for (int i = 0; i < gates.size(); i++) {
      String name = gates.get(i).get("name").text();
      if (!known.contains(name))
        errors.add(
            FieldError.forbidden(
                SPEC.child("schedulingGates").index(i).child("name"),
                "only deletion is allowed, but found new scheduling gate '" + name + "'"));
    }
  }

  private void tolerations() {
    List<ObjectNode> now = new ArrayList<>();
    for (Node toleration : spec.get("tolerations").items()) now.add(timeless(toleration));
    for (Node toleration : before.get("tolerations").items()) {
      if (now.contains(timeless(toleration))) continue;
      errors.add(
          FieldError.forbidden(
              SPEC.child("tolerations"),
              "existing toleration can not be modified except its tolerationSeconds"));
      return;
    }
    SchedulingValidation.tolerations(SPEC.child("tolerations"), spec.get("tolerations"), errors);
  }

  private static ObjectNode timeless(Node toleration) {
    return toleration.object().without("tolerationSeconds");
  }

  /// The new spec with everything that may change put back, so that what still differs is forbidden.
  private ObjectNode munged() {
    ObjectNode out = withOldImages(spec, "containers");
    out = withOldImages(out, "initContainers");
    for (String name : List.of("activeDeadlineSeconds", "schedulingGates", "tolerations"))
      out = Edit.restored(out, before, name);
    boolean negative = before.get("terminationGracePeriodSeconds").number(0) < 0;
    if (negative && out.get("terminationGracePeriodSeconds").number(0) == 1)
      out = Edit.restored(out, before, "terminationGracePeriodSeconds");
    if (before.get("schedulingGates").items().isEmpty()) return out;
    return gated(out);
  }

  private ObjectNode withOldImages(ObjectNode from, String list) {
    var olds = before.get(list).items().iterator();
    return Edit.each(from, list, c -> Edit.restored(c, olds.next().object(), "image"));
  }

  private ObjectNode gated(ObjectNode munged) {
    ObjectNode labels = spec.get("nodeSelector").object();
    ObjectNode then = before.get("nodeSelector").object();
    boolean kept = then.names().stream().allMatch(key -> then.get(key).equals(labels.get(key)));
    if (!kept)
      errors.add(
          FieldError.invalid(
              SPEC.child("nodeSelector"),
              labels.isEmpty() ? NullNode.NULL : labels,
              "only additions to spec.nodeSelector are allowed (no mutations or deletions)"));
    ObjectNode out = Edit.restored(munged, before, "nodeSelector");
    affinity();
    List<String> path = List.of("affinity", "nodeAffinity");
    Node old = before.at("affinity", "nodeAffinity");
    if (old.isNull()
        && before.get("affinity").isNull()
        && spec.get("affinity").object().size() == 1
        && !spec.at("affinity", "nodeAffinity").isNull()) return out.without("affinity");
    return Edit.restored(out, before, path);
  }

  private void affinity() {
    String required = "requiredDuringSchedulingIgnoredDuringExecution";
    Node then = before.at("affinity", "nodeAffinity", required);
    if (then.isNull()) return;
    FieldPath at = SPEC.child("affinity", "nodeAffinity", required, "nodeSelectorTerms");
    List<Node> old = then.get("nodeSelectorTerms").items();
    Node terms = spec.at("affinity", "nodeAffinity", required, "nodeSelectorTerms");
    List<Node> now = terms.items();
    if (!old.isEmpty() && old.size() != now.size()) {
      errors.add(
          FieldError.invalid(
              at,
              InternalForm.of("[]NodeSelectorTerm", terms),
              "no additions/deletions to non-empty NodeSelectorTerms list are allowed"));
      return;
    }
    for (int i = 0; i < old.size(); i++)
      if (!onlyAdded(now.get(i), old.get(i)))
        errors.add(
            FieldError.invalid(
                at.index(i),
                InternalForm.of("NodeSelectorTerm", now.get(i)),
                "only additions are allowed (no mutations or deletions)"));
  }

  private static boolean onlyAdded(Node now, Node old) {
    boolean wasEmpty =
        old.get("matchExpressions").items().isEmpty() && old.get("matchFields").items().isEmpty();
    if (wasEmpty)
      return now.get("matchExpressions").items().isEmpty()
          && now.get("matchFields").items().isEmpty();
    return starts(now.get("matchExpressions").items(), old.get("matchExpressions").items())
        && starts(now.get("matchFields").items(), old.get("matchFields").items());
  }

  private static boolean starts(List<Node> now, List<Node> old) {
    return now.size() >= old.size() && now.subList(0, old.size()).equals(old);
  }

  /// Ephemeral containers are added, and never changed or removed.
  static void ephemeralContainers(ObjectNode pod, ObjectNode old, Errors errors) {
    PodValidation.check(pod, errors);
    FieldPath at = SPEC.child("ephemeralContainers");
    List<Node> now = pod.at("spec", "ephemeralContainers").items();
    for (Node was : old.at("spec", "ephemeralContainers").items()) {
      String name = was.get("name").text();
      int i = indexOf(now, name);
      if (i < 0)
        errors.add(
            FieldError.forbidden(
                at,
                "existing ephemeral containers "
                    + FieldError.quote(name)
                    + " may not be removed\n"));
      else if (!now.get(i).equals(was))
        errors.add(
            FieldError.forbidden(
                at,
                "existing ephemeral containers "
                    + FieldError.quote(name)
                    + " may not be changed\n"
                    + UnifiedDiff.of(
                        InternalForm.of("EphemeralContainer", was),
                        InternalForm.of("EphemeralContainer", now.get(i)))));
    }
  }

  private static int indexOf(List<Node> containers, String name) {
    for (int i = 0; i < containers.size(); i++)
      if (containers.get(i).get("name").text().equals(name)) return i;
    return -1;
  }

  /// A resize keeps the pod's class of service, and everything but resources and how they are resized.
  static void resize(ObjectNode pod, ObjectNode old, Errors errors) {
    PodValidation.check(pod, errors);
    new PodUpdateValidation(pod, old, errors).resized(old);
  }

  private void resized(ObjectNode old) {
    String now = QosClass.of(spec);
    if (!now.equals(QosClass.of(before)))
      errors.add(
          FieldError.invalid(
              SPEC,
              old.at("status", "qosClass").text(),
              "Pod QOS Class may not change as a result of resizing"));
    ObjectNode munged = withOldResources(withOldResources(spec, "containers"), "initContainers");
    munged = Edit.restored(munged, before, "resources");
    if (!munged.equals(before))
      errors.add(FieldError.forbidden(SPEC, "only cpu and memory resources are mutable"));
  }

  private ObjectNode withOldResources(ObjectNode from, String list) {
    var olds = before.get(list).items();
    if (olds.size() != from.get(list).items().size()) return from;
    var next = olds.iterator();
    return Edit.each(
        from,
        list,
        c -> {
          ObjectNode was = next.next().object();
          return Edit.restored(Edit.restored(c, was, "resources"), was, "resizePolicy");
        });
  }
}
