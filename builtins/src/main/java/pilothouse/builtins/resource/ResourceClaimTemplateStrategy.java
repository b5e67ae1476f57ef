package pilothouse.builtins.resource;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.InternalForm;
import pilothouse.builtins.meta.KindStrategy;
import pilothouse.registry.Deletion;
import pilothouse.registry.Strategy;

/// Templates of resource claims, which stay as they were made.
final class ResourceClaimTemplateStrategy {
  private static final FieldPath SPEC = FieldPath.of("spec");

  /// Metadata that the claim gets from elsewhere, as the server names it.
  private static final List<String> NOT_SET =
      List.of("name", "generateName", "namespace", "uid", "finalizers", "ownerReferences");

  private ResourceClaimTemplateStrategy() {}

  static Strategy strategy() {
    return KindStrategy.withoutStatus()
        .defaults(ResourceClaimTemplateStrategy::defaults)
        .checks(ResourceClaimTemplateStrategy::create, ResourceClaimTemplateStrategy::update)
        .deletion(Deletion.RETURNS_OBJECT)
        .build();
  }

  private static ObjectNode defaults(ObjectNode template) {
    return Edit.inside(
        template, "spec", spec -> Edit.inside(spec, "spec", DeviceRequests::defaults));
  }

  private static void create(ObjectNode template, Errors errors) {
    ObjectNode metadata = template.at("spec", "metadata").object();
    FieldPath at = SPEC.child("metadata");
    Checks.annotations(at.child("annotations"), metadata.get("annotations"), errors);
    Checks.labels(at.child("labels"), metadata.get("labels"), errors);
    for (String name : NOT_SET)
      if (metadata.has(name) && !metadata.get(name).isNull())
        errors.add(FieldError.forbidden(at.child(name), "cannot be set"));
    DeviceClaimValidation.check(
        template.at("spec", "spec", "devices"), SPEC.child("spec").child("devices"), errors);
  }

  private static void update(ObjectNode template, ObjectNode old, Errors errors) {
    create(template, errors);
    Node spec = template.get("spec");
    Node printed = InternalForm.of("ResourceClaimTemplateSpec", spec);
    Checks.immutable(SPEC, spec, old.get("spec"), printed, errors);
  }
}
