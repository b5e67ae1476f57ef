package pilothouse.api;

/// A collection whatever its version; as text `pods` or `deployments.apps`, as messages name it.
public record GroupResource(String group, String resource) {
  @Override
  public String toString() {
    return group.isEmpty() ? resource : resource + "." + group;
  }
}
