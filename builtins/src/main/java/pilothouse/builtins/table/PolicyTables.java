package pilothouse.builtins.table;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.registry.TableColumns.Row;
import pilothouse.registry.TableColumns.RowOf;

/// Rows of the kinds that decide who may do what, and how much of it.
final class PolicyTables {
  private static final String ADMISSION = "admissionregistration.k8s.io/v1/";
  private static final String RBAC = "rbac.authorization.k8s.io/v1/";

  static final Map<String, RowOf> ROWS =
      Map.ofEntries(
          Map.entry(RBAC + "RoleBinding", PolicyTables::binding),
          Map.entry(RBAC + "ClusterRoleBinding", PolicyTables::binding),
          Map.entry("policy/v1/PodDisruptionBudget", PolicyTables::disruptionBudget),
          Map.entry("scheduling.k8s.io/v1/PriorityClass", PolicyTables::priorityClass),
          Map.entry("certificates.k8s.io/v1/CertificateSigningRequest", PolicyTables::signing),
          Map.entry("flowcontrol.apiserver.k8s.io/v1/FlowSchema", PolicyTables::flowSchema),
          Map.entry(
              "flowcontrol.apiserver.k8s.io/v1/PriorityLevelConfiguration",
              PolicyTables::priorityLevel),
          Map.entry(ADMISSION + "ValidatingWebhookConfiguration", PolicyTables::webhooks),
          Map.entry(ADMISSION + "MutatingWebhookConfiguration", PolicyTables::webhooks),
          Map.entry(ADMISSION + "ValidatingAdmissionPolicy", policy("validations")),
          Map.entry(ADMISSION + "MutatingAdmissionPolicy", policy("mutations")),
          Map.entry(ADMISSION + "ValidatingAdmissionPolicyBinding", PolicyTables::policyBinding),
          Map.entry(ADMISSION + "MutatingAdmissionPolicyBinding", PolicyTables::policyBinding));

  private PolicyTables() {}

  private static Row binding(ObjectNode object, Instant now) {
    Node role = object.get("roleRef");
    return Cells.named(object, now)
        .text(role.get("kind").text() + "/" + role.get("name").text())
        .age()
        .text(subjects(object, "User", s -> s.get("name").text()))
        .text(subjects(object, "Group", s -> s.get("name").text()))
        .text(subjects(object, "ServiceAccount", PolicyTables::accountName))
        .row();
  }

  private static String accountName(Node subject) {
    String namespace = subject.get("namespace").text();
    String name = subject.get("name").text();
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }

  private static String subjects(Node binding, String kind, Function<Node, String> text) {
    List<String> texts =
        binding.get("subjects").items().stream()
            .filter(s -> s.get("kind").text().equals(kind))
            .map(text)
            .toList();
    return String.join(", ", texts);
  }

  private static Row disruptionBudget(ObjectNode object, Instant now) {
    return Cells.named(object, now)
        .text(countOrPercent(object.at("spec", "minAvailable")))
        .text(countOrPercent(object.at("spec", "maxUnavailable")))
        .number("status", "disruptionsAllowed")
        .age()
        .row();
  }

  private static String countOrPercent(Node value) {
    if (value.isNull()) return "N/A";
    return value instanceof StringNode(var text) ? text : value.toString();
  }

  private static Row priorityClass(ObjectNode object, Instant now) {
    return Cells.named(object, now)
        .number("value")
        .bool(false, "globalDefault")
        .age()
        .text("PreemptLowerPriority", "preemptionPolicy")
        .row();
  }

  private static Row signing(ObjectNode object, Instant now) {
    Node seconds = object.at("spec", "expirationSeconds");
    return Cells.named(object, now)
        .age()
        .text(Cells.NONE, "spec", "signerName")
        .text("", "spec", "username")
        .text(seconds.isNull() ? Cells.NONE : Ages.text(Duration.ofSeconds(seconds.number(0))))
        .text(signingState(object))
        .row();
  }

  private static String signingState(Node request) {
    String state = "Pending";
    if (has(request, "Denied")) state = "Denied";
    else if (has(request, "Approved")) state = "Approved";
    if (has(request, "Failed")) state += ",Failed";
    return request.at("status", "certificate").text().isEmpty() ? state : state + ",Issued";
  }

  private static boolean has(Node request, String condition) {
    return Cells.anyCondition(request, c -> c.get("type").text().equals(condition));
  }

  private static Row flowSchema(ObjectNode object, Instant now) {
    return Cells.named(object, now)
        .text("", "spec", "priorityLevelConfiguration", "name")
        .number("spec", "matchingPrecedence")
        .text(Cells.NONE, "spec", "distinguisherMethod", "type")
        .age()
        .text(dangling(object))
        .row();
  }

  private static String dangling(Node schema) {
    for (Node condition : schema.at("status", "conditions").items())
      if (condition.get("type").text().equals("Dangling")) return condition.get("status").text();
    return "?";
  }

  private static Row priorityLevel(ObjectNode object, Instant now) {
    Node limited = object.at("spec", "limited");
    Node queuing = limited.at("limitResponse", "queuing");
    return Cells.named(object, now)
        .text("", "spec", "type")
        .node(orNone(limited.get("nominalConcurrencyShares")))
        .node(orNone(queuing.get("queues")))
        .node(orNone(queuing.get("handSize")))
        .node(orNone(queuing.get("queueLengthLimit")))
        .age()
        .row();
  }

  private static Node orNone(Node number) {
    return number.isNull() ? new StringNode(Cells.NONE) : number;
  }

  private static Row webhooks(ObjectNode object, Instant now) {
    return Cells.named(object, now).number(object.get("webhooks").items().size()).age().row();
  }

  private static RowOf policy(String rules) {
    return (object, now) ->
        Cells.named(object, now)
            .number(object.at("spec", rules).items().size())
            .text(paramKind(object.at("spec", "paramKind")))
            .age()
            .row();
  }

  private static String paramKind(Node kind) {
    if (kind.isNull()) return Cells.UNSET;
    return kind.get("apiVersion").text() + "/" + kind.get("kind").text();
  }

  private static Row policyBinding(ObjectNode object, Instant now) {
    return Cells.named(object, now)
        .text("", "spec", "policyName")
        .text(paramRef(object.at("spec", "paramRef")))
        .age()
        .row();
  }

  private static String paramRef(Node reference) {
    if (reference.isNull()) return Cells.UNSET;
    String name = accountName(reference);
    if (!reference.get("name").text().isEmpty()) return name;
    Node selector = reference.get("selector");
    return selector.isNull() ? Cells.UNSET : goText(selector);
  }

  /// A label selector as Go prints the message.
  private static String goText(Node selector) {
    var labels = new ArrayList<String>();
    selector.get("matchLabels").object().forEach((k, v) -> labels.add(k + ": " + v.text() + ","));
    labels.sort(null);
    var expressions = new StringBuilder();
    for (Node e : selector.get("matchExpressions").items())
      expressions
          .append("LabelSelectorRequirement{Key:")
          .append(e.get("key").text())
          .append(",Operator:")
          .append(e.get("operator").text())
          .append(",Values:[")
          .append(String.join(" ", e.get("values").items().stream().map(Node::text).toList()))
          .append("],},");
    return "&LabelSelector{MatchLabels:map[string]string{"
        + String.join("", labels)
        + "},MatchExpressions:[]LabelSelectorRequirement{"
        + expressions
        + "},}";
  }
}
