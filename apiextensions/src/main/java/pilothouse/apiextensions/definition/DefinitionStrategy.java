package pilothouse.apiextensions.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pilothouse.api.structural.Rules;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.apiextensions.metadata.Metadatas;
import pilothouse.registry.Metadata;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// CustomResourceDefinitions.
///
/// Source: apiextensions-apiserver `pkg/registry/customresourcedefinition/strategy.go` and `etcd.go`.
public final class DefinitionStrategy implements Strategy {
  /// Keeps a definition until its objects are gone.
  public static final String CLEANUP = "customresourcecleanup.apiextensions.k8s.io";

  private static final String PATH = "apiextensions.k8s.io/v1/customresourcedefinitions";

  private final DefinitionValidation validation;

  private DefinitionStrategy(Rules.Engine rules, Metadatas metadatas) {
    this.validation = new DefinitionValidation(new SchemaValidation(metadatas, rules), rules);
  }

  /// The strategies of definitions and of their status, by path.
  public static Map<String, Strategy> byPath(Rules.Engine rules, Metadatas metadatas) {
    return Map.of(
        PATH, new DefinitionStrategy(rules, metadatas), PATH + "/status", new DefinitionStatus());
  }

  @Override
  public ObjectNode defaults(ObjectNode object) {
    return DefinitionDefaults.of(object);
  }

  @Override
  public ObjectNode prepareForCreate(ObjectNode object, WriteContext context) {
    ObjectNode status =
        ObjectNode.builder()
            .put("conditions", NullNode.NULL)
            .put("acceptedNames", ObjectNode.of("plural", "").with("kind", ""))
            .put("storedVersions", ListNode.EMPTY)
            .build();
    return DefinitionDefaults.withStored(object.with("status", status));
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode object, ObjectNode old, WriteContext context) {
    return DefinitionDefaults.withStored(object.with("status", old.get("status")));
  }

  @Override
  public void validate(ObjectNode object, WriteContext context, Errors errors) {
    validation.create(object, errors);
  }

  @Override
  public void validateUpdate(
      ObjectNode object, ObjectNode old, WriteContext context, Errors errors) {
    validation.update(object, old, errors);
  }

  @Override
  public List<String> warnings(ObjectNode object, Optional<ObjectNode> old, WriteContext context) {
    var out = new ArrayList<>(validation.warnings(object));
    old.ifPresent(before -> out.removeAll(validation.warnings(before)));
    return out;
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }

  @Override
  public Generation generation() {
    return Generation.SPEC;
  }

  @Override
  public List<List<String>> resetFields() {
    return List.of(List.of("status"));
  }

  @Override
  public boolean qualifiesFinalizers() {
    return false;
  }

  /// The first delete of a definition always waits, for its objects go first.
  @Override
  public Optional<ObjectNode> deleting(ObjectNode object, WriteContext context) {
    if (Metadata.deleting(object)) return Optional.empty();
    var finalizers = new ArrayList<>(Metadata.finalizers(object));
    if (!finalizers.contains(CLEANUP)) finalizers.add(CLEANUP);
    ObjectNode marked = Metadata.withFinalizers(object, finalizers);
    return Optional.of(
        Conditions.with(
            Metadata.with(marked, Metadata.DELETION_TIMESTAMP, context.now().toString()),
            Conditions.TERMINATING,
            true,
            "InstanceDeletionPending",
            "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon",
            context.now()));
  }
}
