package pilothouse.server.authz;

import java.util.List;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.server.http.User;

/// Lists what somebody may do in a namespace, as far as rules can say it; for people and their tools, never to decide by.
@FunctionalInterface
public interface RuleLister {
  Rules rules(User user, String namespace);

  /// @param resourceRules objects with `verbs`, `apiGroups`, `resources`, `resourceNames`
  /// @param otherRules objects with `verbs`, `nonResourceURLs`
  /// @param problem why the lists may not be whole; empty where they are
  record Rules(List<ObjectNode> resourceRules, List<ObjectNode> otherRules, String problem) {
    public Rules {
      resourceRules = List.copyOf(resourceRules);
      otherRules = List.copyOf(otherRules);
    }
  }

  static ObjectNode resourceRule(List<String> verbs, List<String> groups, List<String> resources) {
    return ObjectNode.builder()
        .put("verbs", texts(verbs))
        .put("apiGroups", texts(groups))
        .put("resources", texts(resources))
        .build();
  }

  static ObjectNode otherRule(List<String> verbs, List<String> paths) {
    return ObjectNode.builder()
        .put("verbs", texts(verbs))
        .put("nonResourceURLs", texts(paths))
        .build();
  }

  private static ListNode texts(List<String> texts) {
    return ListNode.of(texts.stream().map(text -> (Node) new StringNode(text)).toList());
  }
}
