package pilothouse.builtins.core;

import java.util.ArrayList;
import java.util.List;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Deletion;
import pilothouse.registry.Metadata;
import pilothouse.registry.NameRule;
import pilothouse.registry.Names;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Namespaces: always labelled with their name, active when new, deleted in two steps through their finalizers.
final class NamespaceStrategy implements Strategy {
  private static final String NAME_LABEL = "kubernetes.io/metadata.name";
  private static final String FINALIZER = "kubernetes";

  @Override
  public ObjectNode defaults(ObjectNode namespace) {
    ObjectNode out = labelled(namespace);
    return Edit.under(out, "status", status -> Edit.blank(status, "phase", "Active"));
  }

  private static ObjectNode labelled(ObjectNode namespace) {
    String name = namespace.at("metadata", "name").text();
    if (name.isEmpty()) return namespace;
    if (namespace.at("metadata", "labels", NAME_LABEL).text().equals(name)) return namespace;
    return namespace.withAt(List.of("metadata", "labels", NAME_LABEL), new StringNode(name));
  }

  @Override
  public ObjectNode prepareForCreate(ObjectNode namespace, WriteContext context) {
    return Edit.under(namespace, "spec", NamespaceStrategy::finalized)
        .with("status", ObjectNode.of("phase", "Active"));
  }

  private static ObjectNode finalized(ObjectNode spec) {
    var finalizers = new ArrayList<>(spec.get("finalizers").items());
    var own = new StringNode(FINALIZER);
    if (!finalizers.contains(own)) finalizers.add(own);
    return spec.with("finalizers", ListNode.of(finalizers));
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode namespace, ObjectNode old, WriteContext context) {
    ObjectNode out = Edit.restored(namespace, old, List.of("spec", "finalizers"));
    if (!out.has("spec")) out = out.with("spec", ObjectNode.EMPTY);
    return Edit.restored(out, old, "status");
  }

  @Override
  public ObjectNode canonicalize(ObjectNode namespace) {
    return labelled(namespace);
  }

  @Override
  public void validate(ObjectNode namespace, WriteContext context, Errors errors) {
    NamespaceValidation.finalizers(namespace, errors);
  }

  @Override
  public void validateUpdate(
      ObjectNode namespace, ObjectNode old, WriteContext context, Errors errors) {}

  /// Answered as it goes or waits; what is in it is deleted before its finalizer is taken away.
  @Override
  public Deletion deletion() {
    return Deletion.RETURNS_OBJECT;
  }

  @Override
  public ObjectNode markDeleting(ObjectNode namespace) {
    ObjectNode out = Metadata.without(namespace, Metadata.DELETION_GRACE_PERIOD_SECONDS);
    return out.withAt(List.of("status", "phase"), new StringNode("Terminating"));
  }

  @Override
  public boolean held(ObjectNode namespace) {
    return !namespace.at("spec", "finalizers").items().isEmpty();
  }

  @Override
  public NameRule names() {
    return Names.DNS_LABEL;
  }

  @Override
  public List<List<String>> resetFields() {
    return List.of(List.of("status"));
  }

  static Strategy status(Strategy main) {
    return StatusStrategy.keepingSpec(
        main, (namespace, old, _, errors) -> NamespaceValidation.status(namespace, old, errors));
  }

  /// The finalizers of `spec`, which the controllers take away one by one.
  static Strategy finalize(Strategy main) {
    return new StatusStrategy(
        main,
        List.of(List.of("status")),
        (namespace, _, _) -> namespace,
        (namespace, _, _, errors) -> NamespaceValidation.finalizers(namespace, errors));
  }
}
