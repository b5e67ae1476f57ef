package pilothouse.apiextensions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pilothouse.api.ApiException;
import pilothouse.api.GroupVersion;
import pilothouse.api.GroupVersionResource;
import pilothouse.api.tree.ObjectNode;
import pilothouse.apiextensions.definition.Definition;
import pilothouse.apiextensions.definition.DefinitionVersion;
import pilothouse.apiextensions.definition.VersionOrder;
import pilothouse.apiextensions.resource.CustomVersion;
import pilothouse.apiextensions.resource.ServedDefinitions;
import pilothouse.apiextensions.resource.Surroundings;
import pilothouse.registry.ResourceDefinition;
import pilothouse.registry.StoredRegistry;
import pilothouse.server.discovery.ServedGroup;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.RequestInfo;
import pilothouse.server.openapi.CustomSpecs;
import pilothouse.server.rest.Layer;

/// The resources that CustomResourceDefinitions define: a layer of the chain, the groups that discovery lists, and the loop that accepts, establishes and
/// cleans up definitions.
public final class CustomResources implements Layer, CustomSpecs, AutoCloseable {
  private final Catalog catalog;
  private final ServedDefinitions served;
  private final Upkeep upkeep;
  private volatile Listed listed = new Listed(List.of(), List.of());
  private volatile Published published = new Published(List.of(), List.of());

  /// The groups of one list of definitions.
  private record Listed(List<Definition> definitions, List<ServedGroup> groups) {}

  /// @param definitions of `apiextensions.k8s.io/v1` CustomResourceDefinitions
  public CustomResources(StoredRegistry definitions, Surroundings surroundings) {
    this.catalog = new Catalog(definitions);
    this.served = new ServedDefinitions(surroundings, catalog::find, catalog::tree);
    this.upkeep = new Upkeep(catalog, served, surroundings.clock());
  }

  /// Begins to look after definitions, those that are there already first.
  public void start() {
    upkeep.start();
  }

  @Override
  public Optional<Handler> find(Call call) {
    RequestInfo info = call.info();
    if (!info.resourceRequest() || info.group().isEmpty()) return Optional.empty();
    String name = info.resource() + "." + info.group();
    Optional<Definition> found = catalog.find(name, known -> serves(known, info.version()));
    if (found.isEmpty() || !fits(found.get(), info)) return Optional.empty();
    Definition definition = found.get();
    if (!definition.version(info.version()).map(DefinitionVersion::served).orElse(false))
      return Optional.empty();
    if (!definition.namesAccepted() && !definition.established()) return Optional.empty();
    if (!definition.answers() || definition.broken())
      throw ApiException.internal("error resolving resource");
    return served.of(definition).endpoint(info.version());
  }

  private static boolean serves(Definition definition, String version) {
    return definition.discovered()
        && definition.version(version).map(DefinitionVersion::served).orElse(false);
  }

  /// Namespaced paths are for namespaced resources; across namespaces only lists and watches go.
  private static boolean fits(Definition definition, RequestInfo info) {
    boolean inside = !info.namespace().isEmpty();
    if (!definition.namespaced()) return !inside;
    return inside || info.verb().equals("list") || info.verb().equals("watch");
  }

  /// Lets go at once of what is kept for the next request of definitions that nobody uses; time does that otherwise.
  public void rest() {
    served.rest(Duration.ZERO, Duration.ZERO);
  }

  /// How many definitions have a storage, with a thread that keeps it up to date.
  public int inUse() {
    return served.inUse();
  }

  /// Whether a resource is defined and served, for metrics.
  public boolean serves(GroupVersionResource resource) {
    if (resource.group().isEmpty() || resource.resource().isEmpty()) return false;
    return catalog
        .find(resource.resource() + "." + resource.group())
        .flatMap(definition -> definition.version(resource.version()))
        .map(DefinitionVersion::served)
        .orElse(false);
  }

  /// The groups as discovery shows them; the same list as long as no definition changed.
  public List<ServedGroup> groups() {
    List<Definition> now = catalog.all();
    Listed known = listed;
    if (known.definitions() == now) return known.groups();
    var fresh = new Listed(now, groups(now));
    listed = fresh;
    return fresh.groups();
  }

  private static List<ServedGroup> groups(List<Definition> definitions) {
    Map<String, Map<String, List<ResourceDefinition>>> byGroup = new TreeMap<>();
    for (Definition definition : definitions) {
      if (!definition.discovered()) continue;
      for (DefinitionVersion version : definition.versions())
        if (version.served())
          byGroup
              .computeIfAbsent(definition.group(), _ -> new TreeMap<>(VersionOrder.BEST_FIRST))
              .computeIfAbsent(version.name(), _ -> new ArrayList<>())
              .add(new CustomVersion(definition, version).listed());
    }
    var out = new ArrayList<ServedGroup>();
    byGroup.forEach((group, versions) -> out.add(group(group, versions)));
    return List.copyOf(out);
  }

  private static ServedGroup group(String group, Map<String, List<ResourceDefinition>> byVersion) {
    var versions = new ArrayList<ServedGroup.Version>();
    byVersion.forEach(
        (version, resources) -> versions.add(new ServedGroup.Version(version, resources, true)));
    return new ServedGroup(group, versions, true);
  }

  /// The parts of one list of groups.
  private record Published(List<ServedGroup> groups, List<Part> parts) {}

  @Override
  public List<Part> parts() {
    List<ServedGroup> now = groups();
    Published known = published;
    if (known.groups() == now) return known.parts();
    var parts = new ArrayList<Part>();
    for (ServedGroup group : now)
      for (ServedGroup.Version version : group.versions())
        parts.add(
            new Part(
                new GroupVersion(group.name(), version.name()),
                version.resources(),
                hash(version.resources())));
    var fresh = new Published(now, List.copyOf(parts));
    published = fresh;
    return fresh.parts();
  }

  /// Of the definitions' identities and generations, which tell their schemas without a look at them.
  private String hash(List<ResourceDefinition> resources) {
    var text = new StringBuilder();
    for (ResourceDefinition resource : resources)
      catalog
          .find(resource.groupResource().resource() + "." + resource.groupResource().group())
          .ifPresent(d ->
              text.append(d.name())
                  .append(' ')
                  .append(d.uid())
                  .append(' ')
                  .append(d.generation())
                  .append(' ')
                  .append(d.accepted())
                  .append('\n'));
    return Hashes.sha512(text.toString());
  }

  @Override
  public ObjectNode schema(ResourceDefinition resource) {
    String name = resource.groupResource().resource() + "." + resource.groupResource().group();
    return catalog.tree(name).stream()
        .flatMap(crd -> crd.at("spec", "versions").items().stream())
        .filter(v -> v.get("name").text().equals(resource.kind().version()))
        .map(v -> v.at("schema", "openAPIV3Schema").object())
        .findFirst()
        .orElse(ObjectNode.EMPTY);
  }

  /// The group-versions that are served, each with the definitions it has, for whoever publishes or registers them.
  public List<GroupVersion> groupVersions() {
    var out = new ArrayList<GroupVersion>();
    for (ServedGroup group : groups())
      for (ServedGroup.Version version : group.versions())
        out.add(new GroupVersion(group.name(), version.name()));
    return out;
  }

  @Override
  public void close() {
    upkeep.close();
    served.close();
  }
}
