package pilothouse.server.discovery;

import java.util.List;
import java.util.Optional;
import pilothouse.registry.ResourceDefinition;

/// A group as discovery shows it.
///
/// @param name empty for the core group
/// @param versions the preferred first
/// @param custom made of CustomResourceDefinitions, whose verbs upstream lists in another order and whose unknown versions it does not answer for
public record ServedGroup(String name, List<Version> versions, boolean custom) {
  public ServedGroup {
    versions = List.copyOf(versions);
  }

  /// A version of a group.
  ///
  /// @param resources in order of their names
  /// @param fresh whether the server that serves it was reached lately: `Current` rather than `Stale`
  public record Version(String name, List<ResourceDefinition> resources, boolean fresh) {
    public Version {
      resources = List.copyOf(resources);
    }
  }

  Optional<Version> version(String version) {
    return versions.stream().filter(v -> v.name().equals(version)).findFirst();
  }

  /// `v1` or `apps/v1`
  String groupVersion(String version) {
    return name.isEmpty() ? version : name + "/" + version;
  }
}
