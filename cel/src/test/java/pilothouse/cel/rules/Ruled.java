package pilothouse.cel.rules;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import pilothouse.api.json.JsonReader;
import pilothouse.api.structural.Rules;
import pilothouse.api.structural.Schema;
import pilothouse.api.structural.SchemaReader;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// A schema with rules, given by its JSON in single quotes, and what its rules say of objects.
final class Ruled {
  static final FieldPath AT = FieldPath.of("schema");

  private final CelRules engine = new CelRules();
  private final Schema schema;
  private final Rules rules;

  private Ruled(String json) {
    schema = SchemaReader.read(json(json));
    rules = engine.compile(schema);
  }

  /// A schema of objects with a `spec`.
  static Ruled spec(String schema) {
    return new Ruled("{'type':'object','properties':{'spec':" + schema + "}}");
  }

  /// A schema of objects with a `spec`, and rules on the whole object.
  static Ruled whole(String schema, String rules) {
    return new Ruled(
        "{'type':'object','properties':{'spec':"
            + schema
            + "},'x-kubernetes-validations':"
            + rules
            + "}");
  }

  static ObjectNode json(String text) {
    return JsonReader.tree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8)).object();
  }

  private static ObjectNode object(String spec) {
    return json("{'apiVersion':'a/v1','kind':'A','metadata':{'name':'n'},'spec':" + spec + "}");
  }

  List<String> create(String spec) {
    return told(found(object(spec), Optional.empty()).list());
  }

  List<String> update(String old, String spec) {
    return told(found(object(spec), Optional.of(object(old))).list());
  }

  List<String> tolerated(String old, String spec) {
    return found(object(spec), Optional.of(object(old))).warnings();
  }

  private Errors found(ObjectNode object, Optional<ObjectNode> old) {
    var errors = new Errors();
    rules.check(object, old, errors);
    return errors;
  }

  List<String> faults() {
    return told(engine.faults(AT, schema, Optional.empty(), _ -> false));
  }

  /// What is said of an update of the definition that leaves this schema as it is.
  List<String> faultsOfTheUnchanged() {
    return told(engine.faults(AT, schema, Optional.of(schema), _ -> false));
  }

  static List<String> told(List<FieldError> errors) {
    return errors.stream().map(FieldError::toString).toList();
  }
}
