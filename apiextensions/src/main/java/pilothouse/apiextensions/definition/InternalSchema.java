package pilothouse.apiextensions.definition;

import pilothouse.api.tree.ObjectNode;

/// A schema as upstream's messages print it: its internal Go struct as JSON.
final class InternalSchema {
  private InternalSchema() {}

  static ObjectNode of(ObjectNode schema) {
    return schema;
  }
}
