package pilothouse.server.rest;

import pilothouse.api.GroupVersionKind;
import pilothouse.api.schema.StructType;
import pilothouse.registry.Strategy;

/// What a write is aimed at: a whole object, or a part or view of it that has an endpoint of its own.
///
/// @param part empty for the whole object
/// @param kind and `type` of what is sent
record Target(
    String part,
    GroupVersionKind kind,
    StructType type,
    ObjectCodec codec,
    FieldTracker tracker,
    Strategy strategy,
    View view) {

  static Target whole(ServedResource resource) {
    return part(resource, "", resource.definition().strategy());
  }

  /// A part that is sent as the whole object.
  static Target part(ServedResource resource, String part, Strategy strategy) {
    return new Target(
        part,
        resource.definition().kind(),
        resource.definition().type(),
        resource.codec(),
        resource.trackers().of(part),
        strategy,
        View.WHOLE);
  }

  boolean isWhole() {
    return view == View.WHOLE;
  }
}
