package pilothouse.api.schema;

import pilothouse.api.tree.Node;

/// A field of a struct.
///
/// @param name as in JSON
/// @param number as in protobuf; 0 where the field has no protobuf form
/// @param required listed as required in the published OpenAPI
/// @param defaultValue what the schema publishes as the default; [NullNode] for none
/// @param inline the field's own fields stand in the JSON of the outer struct; only protobuf nests it
public record Field(
    String name,
    int number,
    Type type,
    Presence presence,
    boolean required,
    Patching patching,
    Node defaultValue,
    boolean inline) {}
