package pilothouse.api;

/// A group and a version of it; the core group is the empty text. As text `v1` or `apps/v1`.
public record GroupVersion(String group, String version) {
  public static GroupVersion parse(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new GroupVersion("", text)
        : new GroupVersion(text.substring(0, slash), text.substring(slash + 1));
  }

  public GroupVersionKind kind(String kind) {
    return new GroupVersionKind(group, version, kind);
  }

  public GroupVersionResource resource(String resource) {
    return new GroupVersionResource(group, version, resource);
  }

  @Override
  public String toString() {
    return group.isEmpty() ? version : group + "/" + version;
  }
}
