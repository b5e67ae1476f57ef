package pilothouse.apiextensions.definition;

import java.util.List;
import java.util.Optional;
import pilothouse.api.GroupResource;

/// What a CustomResourceDefinition says, less its schemas and columns, which stay encoded until somebody needs them.
///
/// @param name of the definition: plural, dot, group
/// @param generation of its spec
/// @param plural as its spec has it
/// @param accepted the names under which it is served
/// @param webhook converts between its versions
/// @param versions in the order of discovery, the preferred first
/// @param deleting somebody deleted it, and it waits for its finalizers
public record Definition(
    String name,
    String uid,
    long generation,
    String group,
    String plural,
    AcceptedNames accepted,
    boolean namespaced,
    boolean webhook,
    List<DefinitionVersion> versions,
    boolean deleting,
    boolean namesAccepted,
    boolean established,
    boolean terminating) {

  public Definition {
    versions = List.copyOf(versions);
  }

  /// The names that no other definition of the group has.
  public record AcceptedNames(
      String plural,
      String singular,
      String kind,
      String listKind,
      List<String> shortNames,
      List<String> categories) {
    public AcceptedNames {
      shortNames = List.copyOf(shortNames);
      categories = List.copyOf(categories);
    }

    boolean complete() {
      return !plural.isEmpty() && !singular.isEmpty() && !kind.isEmpty() && !listKind.isEmpty();
    }
  }

  public GroupResource resource() {
    return new GroupResource(group, plural);
  }

  public Optional<DefinitionVersion> version(String version) {
    return versions.stream().filter(v -> v.name().equals(version)).findFirst();
  }

  public DefinitionVersion stored() {
    return versions.stream()
        .filter(DefinitionVersion::storage)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " has no storage version"));
  }

  /// Whether requests for its objects are answered.
  public boolean answers() {
    return (established || namesAccepted) && accepted.complete();
  }

  /// Whether its names are its own and yet it cannot be served: its conversion would not work.
  public boolean broken() {
    return namesAccepted && !established;
  }

  /// Whether it takes no new objects: it is being deleted, or those that it has are.
  public boolean closed() {
    return deleting || terminating;
  }

  /// Whether discovery lists it.
  public boolean discovered() {
    return established && accepted.complete();
  }
}
