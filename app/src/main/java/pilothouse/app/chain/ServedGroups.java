package pilothouse.app.chain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import pilothouse.api.GroupVersion;
import pilothouse.builtins.ApiGroup;
import pilothouse.builtins.Builtins;
import pilothouse.registry.ResourceDefinition;
import pilothouse.server.discovery.ServedGroup;

/// The built-in groups as discovery shows them: those of which a version is served, with their resources by name.
final class ServedGroups {
  private ServedGroups() {}

  static List<ServedGroup> of(List<ResourceDefinition> definitions) {
    var groups = new ArrayList<ServedGroup>();
    for (ApiGroup group : Builtins.groups()) {
      var versions = versions(group, definitions);
      if (!versions.isEmpty()) groups.add(new ServedGroup(group.name(), versions, false));
    }
    return List.copyOf(groups);
  }

  private static List<ServedGroup.Version> versions(
      ApiGroup group, List<ResourceDefinition> definitions) {
    return group.versions().stream()
        .map(version ->
            new ServedGroup.Version(
                version.name(),
                resources(new GroupVersion(group.name(), version.name()), definitions),
                true))
        .filter(version -> !version.resources().isEmpty())
        .toList();
  }

  private static List<ResourceDefinition> resources(
      GroupVersion version, List<ResourceDefinition> definitions) {
    return definitions.stream()
        .filter(definition -> definition.groupVersion().equals(version))
        .sorted(Comparator.comparing(definition -> definition.names().plural()))
        .toList();
  }
}
