package pilothouse.api.structural;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// One node of a structural schema: what one value may be.
///
/// @param type `object`, `array`, `string`, `integer`, `number`, `boolean`; empty where any or, with `intOrString`, two are allowed
/// @param properties by name, sorted
/// @param others what stands under names that are no properties
/// @param items of an array
/// @param standard the default; a value that is absent here is none, as null cannot be one
/// @param preserves undeclared members are kept
/// @param embedded the value is an object with apiVersion, kind and metadata of its own
/// @param rules `x-kubernetes-validations` as written
public record Schema(
    String type,
    boolean nullable,
    Map<String, Schema> properties,
    Others others,
    Optional<Schema> items,
    Optional<Node> standard,
    boolean preserves,
    boolean embedded,
    boolean intOrString,
    Merging merging,
    Limits limits,
    Choices choices,
    List<ObjectNode> rules) {

  /// What may stand under names that are no properties.
  public sealed interface Others {
    /// `additionalProperties` was not said.
    record Unsaid() implements Others {}

    /// `additionalProperties: true` or `false`.
    record Said(boolean allowed) implements Others {}

    record Of(Schema schema) implements Others {}

    Others UNSAID = new Unsaid();
  }

  /// How lists and maps are owned: `x-kubernetes-list-type`, `-list-map-keys` and `-map-type`; empty where not said.
  public record Merging(String list, List<String> keys, String map) {
    public static final Merging NONE = new Merging("", List.of(), "");

    public Merging {
      keys = List.copyOf(keys);
    }
  }

  /// What several schemas say together of one value.
  ///
  /// @param not at most one
  public record Choices(List<Schema> all, List<Schema> any, List<Schema> one, List<Schema> not) {
    public static final Choices NONE = new Choices(List.of(), List.of(), List.of(), List.of());
  }

  /// The schema of a member: its property's, or that of additional ones; empty where nothing is said.
  public Optional<Schema> member(String name) {
    Schema property = properties.get(name);
    if (property != null) return Optional.of(property);
    return others instanceof Others.Of(var schema) ? Optional.of(schema) : Optional.empty();
  }

  /// The schema of the members that are no properties; empty where there is none.
  public Optional<Schema> otherMembers() {
    return others instanceof Others.Of(var schema) ? Optional.of(schema) : Optional.empty();
  }

  /// This schema, but nothing is unknown to it at any depth.
  public Schema keepingAll() {
    var kept = new TreeMap<String, Schema>();
    properties.forEach((name, schema) -> kept.put(name, schema.keepingAll()));
    return new Schema(
        type,
        nullable,
        Collections.unmodifiableMap(kept),
        others instanceof Others.Of(var schema) ? new Others.Of(schema.keepingAll()) : others,
        items.map(Schema::keepingAll),
        standard,
        true,
        embedded,
        intOrString,
        merging,
        limits,
        choices,
        rules);
  }

  /// Whether a rule stands anywhere in here.
  public boolean hasRules() {
    return !rules.isEmpty()
        || properties.values().stream().anyMatch(Schema::hasRules)
        || items.map(Schema::hasRules).orElse(false)
        || otherMembers().map(Schema::hasRules).orElse(false);
  }
}
