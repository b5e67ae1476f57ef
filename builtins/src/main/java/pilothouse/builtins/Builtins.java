package pilothouse.builtins;

import java.util.List;
import java.util.function.Function;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.schema.StructType;
import pilothouse.builtins.conversion.Conversions;
import pilothouse.builtins.table.FieldDocs;
import pilothouse.builtins.table.ScaleViews;
import pilothouse.builtins.table.Tables;
import pilothouse.registry.ResourceDefinition;
import pilothouse.registry.Subresource;

/// The built-in resources as definitions: the facts of `resources.txt` joined with types, strategies, tables and conversions.
public final class Builtins {
  private final ResourceFile file = ResourceFile.read();
  private final Function<GroupVersionKind, StructType> types;
  private final Strategies strategies;
  private final Tables tables;

  private Builtins(
      Function<GroupVersionKind, StructType> types, Strategies strategies, FieldDocs docs) {
    this.types = types;
    this.strategies = strategies;
    this.tables = new Tables(types, docs);
  }

  /// Every resource of every version that is on by default, in discovery order.
  ///
  /// @param types the type of a kind; a kind that is not in the published artifacts may answer an empty open struct
  /// @param docs what columns are described with
  public static List<ResourceDefinition> definitions(
      Function<GroupVersionKind, StructType> types, Strategies strategies, FieldDocs docs) {
    var builtins = new Builtins(types, strategies, docs);
    return builtins.file.entries().stream().map(builtins::definition).toList();
  }

  /// The groups with their priorities, in discovery order.
  public static List<ApiGroup> groups() {
    return ResourceFile.read().groups();
  }

  private ResourceDefinition definition(ResourceEntry entry) {
    GroupVersionKind kind = entry.version().kind(entry.kind());
    return new ResourceDefinition(
        kind,
        entry.names(),
        entry.namespaced(),
        entry.verbs(),
        types.apply(kind),
        entry.storage(),
        Conversions.between(kind, entry.storage()),
        entry.fields(),
        tables.of(kind),
        strategies.of(entry.path(), !entry.parts().isEmpty()),
        entry.parts().stream().map(part -> subresource(entry, part)).toList(),
        entry.storage().isPresent() ? "" : entry.names().plural(),
        entry.deprecation());
  }

  private Subresource subresource(ResourceEntry entry, ResourceEntry.Part part) {
    return new Subresource(part.name(), part.kind(), part.verbs(), action(entry, part));
  }

  private Subresource.Action action(ResourceEntry entry, ResourceEntry.Part part) {
    return switch (part.action()) {
      case "part" -> new Subresource.Action.Part(strategies.ofPart(entry.path(), part.name()));
      case "scale" -> new Subresource.Action.Scale(ScaleViews.of(entry.kind()));
      default -> new Subresource.Action.Custom(entry.names().plural() + "/" + part.name());
    };
  }
}
