package pilothouse.server.reviews;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.registry.WriteContext;
import pilothouse.server.http.User;

/// Users between their wire form, `UserInfo` of authentication.k8s.io, and ours.
final class UserTree {
  private UserTree() {}

  static User of(WriteContext context) {
    return new User(context.user(), context.uid(), context.groups(), context.extra());
  }

  /// The subject of a review's spec, whose name stands under `user`.
  static User subject(Node spec) {
    var extra = new LinkedHashMap<String, List<String>>();
    spec.get("extra").object().forEach((key, values) -> extra.put(key, texts(values)));
    return new User(
        spec.get("user").text(), spec.get("uid").text(), texts(spec.get("groups")), extra);
  }

  private static List<String> texts(Node list) {
    return list.items().stream().map(Node::text).toList();
  }

  static ObjectNode of(User user) {
    var out = ObjectNode.builder();
    if (!user.name().isEmpty()) out.put("username", user.name());
    if (!user.uid().isEmpty()) out.put("uid", user.uid());
    if (!user.groups().isEmpty()) out.put("groups", list(user.groups()));
    if (!user.extra().isEmpty()) out.put("extra", extra(user.extra()));
    return out.build();
  }

  private static ObjectNode extra(Map<String, List<String>> extra) {
    var out = ObjectNode.builder();
    new TreeMap<>(extra).forEach((key, values) -> out.put(key, list(values)));
    return out.build();
  }

  private static ListNode list(List<String> texts) {
    return ListNode.of(texts.stream().map(text -> (Node) new StringNode(text)).toList());
  }
}
