package pilothouse.apiextensions.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import pilothouse.api.ApiException;
import pilothouse.api.GroupResource;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.Formats;
import pilothouse.registry.Metadata;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// What every custom resource does: its schema validates, and where it has a `/status` writes to the object itself leave the status alone.
///
/// Source: apiextensions-apiserver `pkg/registry/customresource/strategy.go`.
final class CustomStrategy implements Strategy {
  private final GroupResource resource;
  private final CustomValidation validation;
  private final boolean status;
  private final BooleanSupplier terminating;

  /// @param terminating whether the definition is being deleted, which lets no new objects in
  CustomStrategy(
      GroupResource resource,
      CustomValidation validation,
      boolean status,
      BooleanSupplier terminating) {
    this.resource = resource;
    this.validation = validation;
    this.status = status;
    this.terminating = terminating;
  }

  @Override
  public ObjectNode prepareForCreate(ObjectNode object, WriteContext context) {
    if (terminating.getAsBoolean())
      throw ApiException.forbidden(
          resource,
          Metadata.name(object),
          "create not allowed while custom resource definition is terminating");
    return status ? object.without("status") : object;
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode object, ObjectNode old, WriteContext context) {
    if (!status) return object;
    return old.has("status") ? object.with("status", old.get("status")) : object.without("status");
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
    var added = new TreeSet<>(Metadata.finalizers(object));
    old.ifPresent(before -> added.removeAll(Metadata.finalizers(before)));
    var out = new ArrayList<String>();
    for (String finalizer : added) warn(finalizer, out);
    return out;
  }

  private static void warn(String finalizer, List<String> out) {
    String start = "metadata.finalizers: " + FieldError.quote(finalizer) + ": ";
    for (String why : Formats.qualifiedName(finalizer)) out.add(start + why);
    boolean standard = List.of("orphan", "foregroundDeletion", "kubernetes").contains(finalizer);
    if (finalizer.indexOf('/') >= 0 || standard) return;
    String how = finalizer.indexOf('.') >= 0 ? " including a path (/)" : "";
    out.add(
        start
            + "prefer a domain-qualified finalizer name"
            + how
            + " to avoid accidental conflicts with other finalizer writers");
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }

  @Override
  public Generation generation() {
    return Generation.CONTENT;
  }

  @Override
  public List<List<String>> resetFields() {
    return status ? List.of(List.of("status")) : List.of();
  }

  @Override
  public boolean qualifiesFinalizers() {
    return false;
  }
}
