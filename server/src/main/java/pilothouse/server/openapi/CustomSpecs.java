package pilothouse.server.openapi;

import java.util.List;
import pilothouse.api.GroupVersion;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.ResourceDefinition;

/// The custom resources that OpenAPI publishes, version by version.
public interface CustomSpecs {
  CustomSpecs NONE =
      new CustomSpecs() {
        @Override
        public List<Part> parts() {
          return List.of();
        }

        @Override
        public ObjectNode schema(ResourceDefinition resource) {
          return ObjectNode.EMPTY;
        }
      };

  /// The resources of one group-version.
  ///
  /// @param hash changes whenever what is published of them does, so that nobody need make a document to see whether it changed
  record Part(GroupVersion version, List<ResourceDefinition> resources, String hash) {
    public Part {
      resources = List.copyOf(resources);
    }
  }

  /// All of them, by group and version; the same list as long as nothing changed.
  List<Part> parts();

  /// The schema of a resource as its definition has it.
  ObjectNode schema(ResourceDefinition resource);
}
