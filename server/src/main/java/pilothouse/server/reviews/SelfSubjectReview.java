package pilothouse.server.reviews;

import java.time.format.DateTimeFormatter;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.VirtualCreate;
import pilothouse.registry.WriteContext;

/// `kubectl auth whoami`: tells the caller who the server takes it for. What was sent does not matter.
final class SelfSubjectReview implements VirtualCreate {
  @Override
  public ObjectNode answer(ObjectNode body, String namespace, String name, WriteContext context) {
    String now = DateTimeFormatter.ISO_INSTANT.format(context.now());
    return ObjectNode.builder()
        .put("kind", "SelfSubjectReview")
        .put("apiVersion", body.get("apiVersion").text("authentication.k8s.io/v1"))
        .put("metadata", ObjectNode.of("creationTimestamp", now))
        .put("status", ObjectNode.of("userInfo", UserTree.of(UserTree.of(context))))
        .build();
  }
}
