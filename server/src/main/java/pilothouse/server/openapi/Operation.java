package pilothouse.server.openapi;

import java.util.List;
import java.util.Optional;
import pilothouse.api.GroupVersionKind;

/// One method of one path, in neither version of the format.
///
/// @param method lower case
/// @param action as `x-kubernetes-action` has it; empty for none
/// @param about the kind that it is said to be about
/// @param parameters all of them, those of the path included
/// @param answer the OpenAPI name of what it answers; empty for a plain text
/// @param produces the content types of the answer
record Operation(
    String method,
    String id,
    String tag,
    String description,
    String action,
    Optional<GroupVersionKind> about,
    List<Param> parameters,
    Optional<Body> body,
    String answer,
    List<String> produces,
    List<Integer> codes) {

  /// What is sent.
  ///
  /// @param type an OpenAPI name
  /// @param consumes empty for any content type
  record Body(String type, boolean required, List<String> consumes) {}

  static final List<String> FORMATS =
      List.of("application/json", "application/yaml", "application/vnd.kubernetes.protobuf");
  static final List<String> STREAMS =
      List.of(
          "application/json",
          "application/yaml",
          "application/vnd.kubernetes.protobuf",
          "application/json;stream=watch",
          "application/vnd.kubernetes.protobuf;stream=watch");
  static final List<String> PATCHES =
      List.of(
          "application/json-patch+json",
          "application/merge-patch+json",
          "application/strategic-merge-patch+json",
          "application/apply-patch+yaml");
}
