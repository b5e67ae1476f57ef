package pilothouse.apiextensions.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.structural.ListTypes;
import pilothouse.api.structural.Rules;
import pilothouse.api.structural.Schema;
import pilothouse.api.structural.Validation;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.apiextensions.definition.DefinitionVersion.ScalePaths;
import pilothouse.apiextensions.metadata.EmbeddedObjects;

/// All checks of custom objects, in upstream's order.
///
/// Source: apiextensions-apiserver `pkg/registry/customresource/validator.go` and `strategy.go`.
final class CustomValidation {
  private static final Set<FieldError.Kind> BLOCKING =
      Set.of(
          FieldError.Kind.NOT_SUPPORTED,
          FieldError.Kind.REQUIRED,
          FieldError.Kind.TOO_LONG,
          FieldError.Kind.TOO_MANY,
          FieldError.Kind.TYPE_INVALID);

  private final GroupVersionKind kind;
  private final Schema schema;
  private final Optional<ScalePaths> scale;
  private final Rules rules;
  private final boolean hasRules;

  CustomValidation(GroupVersionKind kind, Schema schema, Optional<ScalePaths> scale, Rules rules) {
    this.kind = kind;
    this.schema = schema;
    this.scale = scale;
    this.rules = rules;
    this.hasRules = rules != Rules.NONE;
  }

  void create(ObjectNode object, Errors errors) {
    if (!typed(object, errors)) return;
    errors.addAll(Validation.check(object, schema));
    scaleSpec(object, errors);
    scaleStatus(object, errors);
    EmbeddedObjects.check(FieldPath.ROOT, object, schema, errors);
    errors.addAll(ListTypes.check(object, schema));
    ruled(object, Optional.empty(), errors);
  }

  void update(ObjectNode object, ObjectNode old, Errors errors) {
    if (!typed(object, errors)) return;
    errors.addAll(Validation.check(object, old, schema));
    scaleSpec(object, errors);
    scaleStatus(object, errors);
    EmbeddedObjects.check(FieldPath.ROOT, object, schema, errors);
    lists(object, old, errors);
    ruled(object, Optional.of(old), errors);
  }

  void status(ObjectNode object, ObjectNode old, Errors errors) {
    if (!typed(object, errors)) return;
    Schema part = schema.properties().get("status");
    if (part != null && object.has("status"))
      for (FieldError error : Validation.check(object.get("status"), old.get("status"), part))
        errors.add(below("status", error));
    scaleStatus(object, errors);
    lists(object, old, errors);
    ruled(object, Optional.of(old), errors);
  }

  /// What was found in the status alone knows only its place in it.
  private static FieldError below(String name, FieldError error) {
    String field = error.field().equals("<nil>") ? name : name + "." + error.field();
    return new FieldError(error.kind(), field, error.value(), error.detail());
  }

  private void lists(ObjectNode object, ObjectNode old, Errors errors) {
    List<FieldError> found = ListTypes.check(object, schema);
    if (!found.isEmpty() && ListTypes.check(old, schema).isEmpty()) errors.addAll(found);
  }

  private boolean typed(ObjectNode object, Errors errors) {
    int before = errors.size();
    String name = object.get("kind").text();
    if (!name.equals(kind.kind()))
      errors.add(FieldError.invalid(FieldPath.of("kind"), name, "must be " + kind.kind()));
    String version = object.get("apiVersion").text();
    if (!version.equals(kind.apiVersion()))
      errors.add(
          FieldError.invalid(FieldPath.of("apiVersion"), version, "must be " + kind.apiVersion()));
    return errors.size() == before;
  }

  private void ruled(ObjectNode object, Optional<ObjectNode> old, Errors errors) {
    var found = new ArrayList<>(errors.list());
    if (found.stream().anyMatch(error -> BLOCKING.contains(error.kind()))) {
      if (!hasRules) return;
      errors.add(
          new FieldError(
              FieldError.Kind.INVALID,
              "<nil>",
              "null",
              "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation"));
      return;
    }
    rules.check(object, old, errors);
  }

  private void scaleSpec(ObjectNode object, Errors errors) {
    scale.ifPresent(paths -> count(object, paths.spec(), errors));
  }

  private void scaleStatus(ObjectNode object, Errors errors) {
    if (scale.isEmpty()) return;
    count(object, scale.get().status(), errors);
    List<String> selector = scale.get().selector();
    if (selector.isEmpty()) return;
    problem(object, selector, "string")
        .ifPresent(why -> errors.add(FieldError.invalid(path(selector), "", why)));
  }

  private static void count(ObjectNode object, List<String> path, Errors errors) {
    Optional<String> problem = problem(object, path, "int64");
    if (problem.isPresent()) {
      errors.add(FieldError.invalid(path(path), 0, problem.get()));
      return;
    }
    long count = object.at(path.toArray(String[]::new)).number(0);
    if (count < 0)
      errors.add(FieldError.invalid(path(path), count, "should be a non-negative integer"));
    else if (count > Integer.MAX_VALUE)
      errors.add(
          FieldError.invalid(
              path(path), count, "should be less than or equal to " + Integer.MAX_VALUE));
  }

  private static FieldPath path(List<String> path) {
    return FieldPath.of("." + String.join(".", path));
  }

  /// Why there cannot be a value of a Go type at the end of a path; empty where it is of that type or absent.
  static Optional<String> problem(ObjectNode object, List<String> path, String wanted) {
    Node node = object;
    for (int i = 0; i < path.size(); i++) {
      if (node.isNull() && !(node instanceof NullNode && i == 0)) return Optional.empty();
      if (!(node instanceof ObjectNode members)) {
        String at = "." + String.join(".", path.subList(0, i));
        String found = at + " accessor error: " + GoValues.show(node);
        return Optional.of(found + ", expected map[string]interface{}");
      }
      if (!members.has(path.get(i))) return Optional.empty();
      node = members.get(path.get(i));
    }
    boolean fits = wanted.equals("int64") ? node instanceof LongNode : node instanceof StringNode;
    if (fits) return Optional.empty();
    return Optional.of(
        "."
            + String.join(".", path)
            + " accessor error: "
            + GoValues.show(node)
            + ", expected "
            + wanted);
  }
}
