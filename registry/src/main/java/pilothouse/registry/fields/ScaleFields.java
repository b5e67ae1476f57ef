package pilothouse.registry.fields;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;

/// Managed fields on their way between an object and its `Scale`: the one field they share is the number of replicas.
///
/// Source: apimachinery `pkg/util/managedfields/scalehandler.go`.
public final class ScaleFields {
  private static final String SCALE_VERSION = "autoscaling/v1";
  private static final FieldSet SCALE_REPLICAS = FieldSet.ofNames("spec.replicas");
  private static final List<Element> SCALE_PATH = path(List.of("spec", "replicas"));

  private final String version;
  private final Map<String, List<String>> replicas;

  /// @param version of the object, such as `apps/v1`
  /// @param replicas the path of the replicas in each version of the object; empty for a version that has no scale subresource
  public ScaleFields(String version, Map<String, List<String>> replicas) {
    this.version = version;
    this.replicas = Map.copyOf(replicas);
  }

  private static List<Element> path(List<String> names) {
    return names.stream().<Element>map(Element.Name::new).toList();
  }

  /// The managed fields of the scale: an entry for each manager of the object's replicas.
  public ListNode toScale(Node objectEntries) {
    var out = new LinkedHashMap<Manager, Owned>();
    ManagedFields.decode(objectEntries)
        .byManager()
        .forEach((manager, owned) -> {
          if (ownsReplicas(owned))
            out.put(manager, new Owned(SCALE_REPLICAS, SCALE_VERSION, owned.time()));
        });
    return ManagedFields.of(out).encode();
  }

  private boolean ownsReplicas(Owned owned) {
    List<String> path = replicas.getOrDefault(owned.version(), List.of());
    return !path.isEmpty() && owned.fields().has(path(path));
  }

  /// The managed fields of the object after its scale was written.
  public ListNode toObject(Node objectEntries, Node scaleEntries) {
    Map<Manager, Owned> scale = byScaleManager(scaleEntries);
    var out = new LinkedHashMap<Manager, Owned>();
    ManagedFields before = ManagedFields.decode(objectEntries);
    before
        .byManager()
        .forEach((manager, owned) -> {
          if (replicas.containsKey(owned.version()))
            kept(owned, scale.remove(inScale(manager)) != null).ifPresent(o -> out.put(manager, o));
        });
    scale.forEach((manager, owned) -> {
      if (owned.fields().has(SCALE_PATH))
        out.merge(inObject(manager), replicas(), ScaleFields::both);
    });
    return ManagedFields.of(out).encode();
  }

  private Map<Manager, Owned> byScaleManager(Node scaleEntries) {
    var out = new LinkedHashMap<Manager, Owned>();
    ManagedFields.decode(scaleEntries)
        .byManager()
        .forEach((manager, owned) -> out.put(inScale(manager), owned));
    return out;
  }

  /// A manager as the scale knows it: there is one version there.
  private static Manager inScale(Manager manager) {
    return manager.applies() ? manager : withVersion(manager, SCALE_VERSION);
  }

  private Manager inObject(Manager manager) {
    return manager.applies() ? manager : withVersion(manager, version);
  }

  private static Manager withVersion(Manager manager, String version) {
    return new Manager(manager.name(), manager.operation(), version, manager.subresource());
  }

  /// What a manager that wrote the scale owns of the object. Upstream notes no time for it.
  private Owned replicas() {
    return new Owned(set(version), version, Optional.empty());
  }

  private FieldSet set(String version) {
    return FieldSet.ofPaths(List.of(replicas.getOrDefault(version, List.of())));
  }

  private static Owned both(Owned one, Owned other) {
    return one.withFields(one.fields().union(other.fields()));
  }

  /// What is left to a manager of the object: all, unless the scale's writer took the replicas.
  private Optional<Owned> kept(Owned owned, boolean inScale) {
    if (inScale || !ownsReplicas(owned)) return Optional.of(owned);
    FieldSet rest = owned.fields().difference(set(owned.version()));
    return rest.isEmpty() ? Optional.empty() : Optional.of(owned.withFields(rest));
  }
}
