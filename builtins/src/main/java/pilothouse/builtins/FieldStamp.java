package pilothouse.builtins;

import pilothouse.api.tree.ObjectNode;

/// Notes in `managedFields` who wrote an object that the server makes by itself.
@FunctionalInterface
public interface FieldStamp {
  /// Nothing is noted.
  FieldStamp NONE = (object, manager) -> object;

  /// @param object new, complete, without managedFields
  ObjectNode stamp(ObjectNode object, String manager);
}
