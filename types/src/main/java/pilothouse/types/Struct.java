package pilothouse.types;

import java.util.List;

/// A type as the artifacts declare it.
///
/// @param name short, such as `core.v1.Pod`
record Struct(String name, List<Member> members) {
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
