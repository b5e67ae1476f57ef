package pilothouse.api;

/// The full name of a collection, such as `apps/v1, Resource=deployments`.
public record GroupVersionResource(String group, String version, String resource) {
  public GroupVersion groupVersion() {
    return new GroupVersion(group, version);
  }

  public GroupResource groupResource() {
    return new GroupResource(group, resource);
  }

  @Override
  public String toString() {
    return group + "/" + version + ", Resource=" + resource;
  }
}
