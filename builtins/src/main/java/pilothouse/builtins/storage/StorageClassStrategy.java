package pilothouse.builtins.storage;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Edit;
import pilothouse.registry.Deletion;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Storage classes: how volumes are made; all but the topology and the expansion stays as created.
///
/// Source: `pkg/apis/storage/validation/validation.go`.
public final class StorageClassStrategy implements Strategy {
  private static final List<String> RECLAIM_POLICIES = List.of("Delete", "Retain");
  private static final List<String> BINDING_MODES = List.of("Immediate", "WaitForFirstConsumer");

  @Override
  public ObjectNode defaults(ObjectNode storageClass) {
    ObjectNode out = Edit.absent(storageClass, "reclaimPolicy", new StringNode("Delete"));
    return Edit.absent(out, "volumeBindingMode", new StringNode("Immediate"));
  }

  @Override
  public void validate(ObjectNode storageClass, WriteContext context, Errors errors) {
    provisioner(storageClass.get("provisioner"), FieldPath.of("provisioner"), errors);
    Parameters.check(storageClass.get("parameters"), true, errors);
    Node reclaim = storageClass.get("reclaimPolicy");
    if (!reclaim.text().isEmpty())
      Checks.oneOf(FieldPath.of("reclaimPolicy"), reclaim, RECLAIM_POLICIES, errors);
    Checks.oneOf(
        FieldPath.of("volumeBindingMode"),
        storageClass.get("volumeBindingMode"),
        BINDING_MODES,
        errors);
    topologies(storageClass.get("allowedTopologies").items(), errors);
  }

  static void provisioner(Node provisioner, FieldPath at, Errors errors) {
    String name = provisioner.text().toLowerCase(Locale.ROOT);
    if (Checks.required(at, provisioner, errors))
      Checks.format(at, name, Formats::qualifiedName, errors);
  }

  /// A term that says nothing counts as said before.
  private static void topologies(List<Node> terms, Errors errors) {
    Set<Node> seen = new HashSet<>();
    for (int i = 0; i < terms.size(); i++) {
      FieldPath at = FieldPath.of("allowedTopologies").index(i).child("matchLabelExpressions");
      List<Node> expressions = terms.get(i).get("matchLabelExpressions").items();
      expressions(expressions, at, errors);
      if (expressions.isEmpty() || !seen.add(terms.get(i)))
        errors.add(FieldError.duplicate(at, ""));
    }
  }

  private static void expressions(List<Node> expressions, FieldPath at, Errors errors) {
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < expressions.size(); i++) {
      Node expression = expressions.get(i);
      String key = expression.get("key").text();
      values(expression.get("values").items(), at.index(i).child("values"), errors);
      Checks.format(at.index(i).child("key"), key, Formats::qualifiedName, errors);
      if (!keys.add(key)) errors.add(FieldError.duplicate(at.index(i).child("key"), key));
    }
  }

  private static void values(List<Node> values, FieldPath at, Errors errors) {
    if (values.isEmpty()) errors.add(FieldError.required(at, ""));
    Set<Node> seen = new HashSet<>();
    for (int i = 0; i < values.size(); i++) {
      if (!seen.add(values.get(i))) errors.add(FieldError.duplicate(at.index(i), values.get(i)));
    }
  }

  @Override
  public void validateUpdate(
      ObjectNode storageClass, ObjectNode old, WriteContext context, Errors errors) {
    validate(storageClass, context, errors);
    for (String name : List.of("parameters", "provisioner", "reclaimPolicy", "volumeBindingMode"))
      Checks.immutable(FieldPath.of(name), storageClass.get(name), old.get(name), errors);
  }

  @Override
  public boolean createsOnUpdate() {
    return false;
  }

  @Override
  public Deletion deletion() {
    return Deletion.RETURNS_OBJECT;
  }
}
