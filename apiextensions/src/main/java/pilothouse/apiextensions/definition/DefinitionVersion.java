package pilothouse.apiextensions.definition;

import java.util.List;
import java.util.Optional;

/// One version of a definition.
///
/// @param storage its objects are stored in this version
/// @param warning what every use of it is warned of; empty for versions that are not deprecated
/// @param status it has a `/status`
/// @param selectable the paths of the fields that selectors may name, such as `.spec.color`
public record DefinitionVersion(
    String name,
    boolean served,
    boolean storage,
    String warning,
    boolean status,
    Optional<ScalePaths> scale,
    List<String> selectable) {
  public DefinitionVersion {
    selectable = List.copyOf(selectable);
  }

  /// Where the replicas stand in an object, as member names from its root.
  ///
  /// @param selector empty for none
  public record ScalePaths(List<String> spec, List<String> status, List<String> selector) {}
}
