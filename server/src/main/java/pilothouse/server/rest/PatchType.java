package pilothouse.server.rest;

import java.util.List;
import java.util.Optional;

/// The kinds of patches, by the media types that name them.
///
/// Source: apimachinery `pkg/types/patch.go`.
enum PatchType {
  JSON("application/json-patch+json"),
  MERGE("application/merge-patch+json"),
  STRATEGIC("application/strategic-merge-patch+json"),
  APPLY("application/apply-patch+yaml");

  private final String mediaType;

  PatchType(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  static List<PatchType> offered(boolean strategic) {
    return strategic ? List.of(JSON, MERGE, STRATEGIC, APPLY) : List.of(JSON, MERGE, APPLY);
  }

  static Optional<PatchType> of(String mediaType, List<PatchType> offered) {
    return offered.stream().filter(t -> t.mediaType.equals(mediaType)).findFirst();
  }
}
