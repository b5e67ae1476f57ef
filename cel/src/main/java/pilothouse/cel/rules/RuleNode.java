package pilothouse.cel.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pilothouse.api.structural.Schema;
import pilothouse.cel.type.DeclType;
import pilothouse.cel.type.DeclTypes;
import pilothouse.cel.type.Rule;

/// One place of a schema that has rules, or has places with rules below it.
final class RuleNode {
  private final Schema schema;
  private final boolean resourceRoot;
  private final List<Rule> rules;
  private final Map<String, RuleNode> properties;
  private final Optional<RuleNode> items;
  private final Optional<RuleNode> additionalProperties;
  private final RulePrograms programs;

  /// Written by whoever first needs it; several may, and write the same.
  private volatile @Nullable List<CompiledRule> compiled;

  private RuleNode(Schema schema, boolean resourceRoot, RulePrograms programs) {
    this.schema = schema;
    this.resourceRoot = resourceRoot;
    this.programs = programs;
    this.rules = Rule.of(schema);
    this.properties = properties(schema, programs);
    this.items = schema.items().flatMap(child -> of(child, child.embedded(), programs));
    this.additionalProperties =
        schema.otherMembers().flatMap(child -> of(child, child.embedded(), programs));
  }

  /// Empty where no rules stand there or below.
  static Optional<RuleNode> of(Schema schema, boolean resourceRoot, RulePrograms programs) {
    var node = new RuleNode(schema, resourceRoot, programs);
    boolean empty =
        node.rules.isEmpty()
            && node.properties.isEmpty()
            && node.items.isEmpty()
            && node.additionalProperties.isEmpty();
    return empty ? Optional.empty() : Optional.of(node);
  }

  private static Map<String, RuleNode> properties(Schema schema, RulePrograms programs) {
    var nodes = new LinkedHashMap<String, RuleNode>();
    schema
        .properties()
        .forEach((name, child) ->
            of(child, child.embedded(), programs).ifPresent(node -> nodes.put(name, node)));
    return Map.copyOf(nodes);
  }

  Schema schema() {
    return schema;
  }

  boolean resourceRoot() {
    return resourceRoot;
  }

  List<Rule> rules() {
    return rules;
  }

  /// Empty where the schema has no type that expressions could work with.
  Optional<List<CompiledRule>> compiled() {
    List<CompiledRule> known = compiled;
    if (known != null) return Optional.of(known);
    Optional<List<CompiledRule>> fresh = type().map(type -> programs.compile(rules, type));
    fresh.ifPresent(now -> compiled = now);
    return fresh;
  }

  private Optional<DeclType> type() {
    return DeclTypes.of(schema, resourceRoot);
  }

  Optional<RuleNode> property(String name) {
    return Optional.ofNullable(properties.get(name));
  }

  boolean hasProperties() {
    return !properties.isEmpty();
  }

  Optional<RuleNode> items() {
    return items;
  }

  Optional<RuleNode> additionalProperties() {
    return additionalProperties;
  }
}
