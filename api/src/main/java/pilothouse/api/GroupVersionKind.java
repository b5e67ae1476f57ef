package pilothouse.api;

/// The full name of a type, such as `apps/v1, Kind=Deployment`.
public record GroupVersionKind(String group, String version, String kind) {
  public GroupVersion groupVersion() {
    return new GroupVersion(group, version);
  }

  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /// The form that upstream's messages print, such as `apps/v1, Kind=Deployment` or `/v1, Kind=Pod`.
  @Override
  public String toString() {
    return group + "/" + version + ", Kind=" + kind;
  }
}
