package pilothouse.types;

import java.util.List;

/// A type as the artifacts declare it.
///
/// @param name short, such as `core.v1.Pod`
record Struct(String name, List<Member> members) {
  /// What kinds begin with in JSON; protobuf carries it in the envelope.
  static final List<Member> TYPE_META =
      List.of(new Member("kind", 0, "s"), new Member("apiVersion", 0, "s"));

  Struct {
    members = List.copyOf(members);
  }

  /// @param type in the notation of [TypeLine]
  /// @param name as in JSON
  record Member(String name, int number, String type) {
    boolean message() {
      return type.startsWith("@") || "tmuqxaA%".indexOf(type.charAt(0)) >= 0;
    }
  }
}
