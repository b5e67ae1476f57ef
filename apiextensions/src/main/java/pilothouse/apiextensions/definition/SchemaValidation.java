package pilothouse.apiextensions.definition;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import pilothouse.api.structural.Rules;
import pilothouse.api.structural.Schema;
import pilothouse.api.structural.SchemaReader;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.apiextensions.metadata.Metadatas;

/// Checks a schema of a definition: that it is structural, that its defaults are right, that it says nothing that is not supported.
///
/// Source: apiextensions-apiserver `pkg/apis/apiextensions/validation/validation.go`.
final class SchemaValidation {
  /// So deep schemas may nest; upstream's decoder stops at ten thousand levels of JSON, and three go with each of these.
  private static final int DEEPEST = 500;

  /// What may stand at the root where there is a `/status`, as upstream's message lists it.
  private static final List<String> AT_ROOT =
      List.of(
          "Description",
          "Type",
          "Format",
          "Title",
          "Maximum",
          "ExclusiveMaximum",
          "Minimum",
          "ExclusiveMinimum",
          "MaxLength",
          "MinLength",
          "Pattern",
          "MaxItems",
          "MinItems",
          "UniqueItems",
          "MultipleOf",
          "Required",
          "Items",
          "Properties",
          "ExternalDocs",
          "Example",
          "XPreserveUnknownFields",
          "XValidations");

  private static final Set<String> ROOT_FIELDS =
      Set.of(
          "description",
          "type",
          "format",
          "title",
          "maximum",
          "exclusiveMaximum",
          "minimum",
          "exclusiveMinimum",
          "maxLength",
          "minLength",
          "pattern",
          "maxItems",
          "minItems",
          "uniqueItems",
          "multipleOf",
          "required",
          "items",
          "properties",
          "externalDocs",
          "example",
          "x-kubernetes-preserve-unknown-fields",
          "x-kubernetes-validations");

  private final Metadatas metadatas;
  private final Rules.Engine rules;

  SchemaValidation(Metadatas metadatas, Rules.Engine rules) {
    this.metadatas = metadatas;
    this.rules = rules;
  }

  /// What is asked of a schema. An update may leave what was wrong before.
  ///
  /// @param structural a schema that is not structural is refused
  /// @param old the definition that is replaced
  record Options(
      boolean structural,
      boolean prunedDefaults,
      boolean atomicSets,
      boolean soundListKeys,
      Optional<DefinitionForm> old) {
    static final Options STRICT = new Options(true, true, true, true, Optional.empty());
  }

  /// What is asked of the schemas of a definition that replaces another one.
  Options tolerating(DefinitionForm old, DefinitionForm now) {
    boolean sets = true;
    boolean keys = true;
    boolean pruned = true;
    for (ObjectNode schema : old.schemas()) {
      sets &= !SchemaWalk.any(schema, SchemaChecks::hasCompoundSet);
      keys &=
          !SchemaWalk.any(
              schema, one -> !SchemaChecks.listKeyProblems(FieldPath.ROOT, one).isEmpty());
      pruned &= !SchemaWalk.any(schema, DefaultChecks::hasUnknown);
    }
    boolean structural = needsStructure(now) || !NonStructural.is(old);
    return new Options(structural, pruned, sets, keys, Optional.of(old));
  }

  /// Pruning, defaults and all that Kubernetes added to schemas work with structural ones alone.
  private static boolean needsStructure(DefinitionForm form) {
    return !form.spec().get("preserveUnknownFields").bool(false)
        || form.schemas().stream()
            .anyMatch(schema -> SchemaWalk.any(schema, SchemaValidation::extended));
  }

  private static boolean extended(ObjectNode schema) {
    for (String name : schema.names())
      if (name.equals("default") || name.startsWith("x-kubernetes-")) return true;
    return false;
  }

  /// @param validation `schema` of a version
  void check(FieldPath path, Node validation, boolean status, Options options, Errors errors) {
    if (!(validation.get("openAPIV3Schema") instanceof ObjectNode schema)) return;
    FieldPath at = path.child("openAPIV3Schema");
    if (depth(schema) > DEEPEST) {
      errors.add(FieldError.forbidden(at, "must not nest more than " + DEEPEST + " levels deep"));
      return;
    }
    var found = new Errors();
    if (status) root(at, schema, found);
    if (schema.get("nullable").bool(false))
      found.add(FieldError.forbidden(at.child("nullable"), "nullable cannot be true at the root"));
    String unsupported = options.structural() ? StructuralRules.unsupported(schema) : "";
    boolean structural =
        options.structural() && unsupported.isEmpty() && structural(at, schema, options, found);
    SchemaChecks.check(at, schema, options, found);
    if (found.isEmpty() && !unsupported.isEmpty())
      found.add(FieldError.invalid(at, "", unsupported));
    if (structural) rules(at, schema, options, found);
    errors.addAll(found.list());
  }

  /// Rules are looked at where nothing else is wrong with their schema.
  private void rules(FieldPath at, ObjectNode schema, Options options, Errors found) {
    if (!SchemaWalk.any(schema, one -> !one.get("x-kubernetes-validations").items().isEmpty()))
      return;
    Optional<Schema> old =
        options.old().flatMap(form -> form.schemas().stream().findFirst()).map(SchemaReader::read);
    List<FieldError> before = found.list();
    found.addAll(
        rules.faults(
            at,
            SchemaReader.read(schema),
            old,
            path -> before.stream().anyMatch(error -> error.field().startsWith(path))));
  }

  private static int depth(Node node) {
    int deepest = 0;
    if (node instanceof ObjectNode object)
      for (int i = 0; i < object.size(); i++) deepest = Math.max(deepest, depth(object.value(i)));
    for (Node item : node.items()) deepest = Math.max(deepest, depth(item));
    return deepest + 1;
  }

  /// Whether the schema is structural and its defaults are right.
  private boolean structural(FieldPath at, ObjectNode schema, Options options, Errors found) {
    List<FieldError> wrong = StructuralRules.check(at, schema);
    found.addAll(wrong);
    if (!wrong.isEmpty()) return false;
    int before = found.size();
    new DefaultChecks(metadatas, rules, options.prunedDefaults()).check(at, schema, found);
    return found.size() == before;
  }

  private static void root(FieldPath at, ObjectNode schema, Errors found) {
    for (String name : schema.names()) {
      if (name.equals("type")) {
        String type = schema.get("type").text();
        if (type.equals("object")) continue;
        found.add(
            FieldError.invalid(
                at.child("type"),
                type,
                "only \"object\" is allowed as the type at the root of the schema if the status subresource is enabled"));
        return;
      }
      if (ROOT_FIELDS.contains(name)) continue;
      found.add(
          FieldError.invalid(
              at,
              InternalSchema.of(schema),
              "only ["
                  + String.join(" ", AT_ROOT)
                  + "] fields are allowed at the root of the schema if the status subresource is enabled"));
      return;
    }
  }
}
