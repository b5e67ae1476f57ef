package pilothouse.apiextensions.definition;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pilothouse.api.structural.Rules;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
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
  private final Clock clock;

  private DefinitionStrategy(Rules.Engine rules, Clock clock) {
    this.validation = new DefinitionValidation(rules);
    this.clock = clock;
  }

  /// The strategies of definitions and of their status, by path.
  public static Map<String, Strategy> byPath(Rules.Engine rules, Clock clock) {
    return Map.of(
        PATH, new DefinitionStrategy(rules, clock), PATH + "/status", new DefinitionStatus());
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
            .put(
                "acceptedNames", ObjectNode.of("plural", "").with("kind", ""))
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

  /// The first delete of a definition always waits, for its objects go first.
  @Override
  public boolean held(ObjectNode object) {
    return !Metadata.deleting(object);
  }

  @Override
  public ObjectNode markDeleting(ObjectNode object) {
    var finalizers = new ArrayList<>(Metadata.finalizers(object));
    if (finalizers.contains(CLEANUP)) return object;
    finalizers.add(CLEANUP);
    return Conditions.with(
        Metadata.without(
            Metadata.withFinalizers(object, finalizers), Metadata.DELETION_GRACE_PERIOD_SECONDS),
        Conditions.TERMINATING,
        true,
        "InstanceDeletionPending",
        "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon",
        clock.instant());
  }
}
