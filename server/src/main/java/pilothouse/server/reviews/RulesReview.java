package pilothouse.server.reviews;

import java.util.ArrayList;
import pilothouse.api.ApiException;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.VirtualCreate;
import pilothouse.registry.WriteContext;
import pilothouse.server.authz.RuleLister;

/// `kubectl auth can-i --list`: what the caller may do in a namespace. Upstream's answer has an empty spec.
final class RulesReview implements VirtualCreate {
  private final RuleLister lister;

  RulesReview(RuleLister lister) {
    this.lister = lister;
  }

  @Override
  public ObjectNode answer(ObjectNode body, String namespace, String name, WriteContext context) {
    String where = body.at("spec", "namespace").text();
    if (where.isEmpty()) throw ApiException.badRequest("no namespace on request");
    RuleLister.Rules rules = lister.rules(UserTree.of(context), where);
    var status =
        ObjectNode.builder()
            .put("resourceRules", ListNode.of(new ArrayList<Node>(rules.resourceRules())))
            .put("nonResourceRules", ListNode.of(new ArrayList<Node>(rules.otherRules())))
            .put("incomplete", !rules.problem().isEmpty());
    if (!rules.problem().isEmpty()) status.put("evaluationError", rules.problem());
    return ObjectNode.builder()
        .put("kind", "SelfSubjectRulesReview")
        .put("apiVersion", body.get("apiVersion").text("authorization.k8s.io/v1"))
        .put("metadata", ObjectNode.EMPTY)
        .put("spec", ObjectNode.EMPTY)
        .put("status", status.build())
        .build();
  }
}
