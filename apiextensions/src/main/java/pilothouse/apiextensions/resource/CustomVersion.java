package pilothouse.apiextensions.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import pilothouse.api.GroupVersion;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.schema.StructType;
import pilothouse.api.structural.Rules;
import pilothouse.api.structural.Schema;
import pilothouse.api.tree.ObjectNode;
import pilothouse.apiextensions.definition.Definition;
import pilothouse.apiextensions.definition.DefinitionVersion;
import pilothouse.registry.ResourceDefinition;
import pilothouse.registry.ResourceNames;
import pilothouse.registry.ScaleView;
import pilothouse.registry.SelectableField;
import pilothouse.registry.StorageSpec;
import pilothouse.registry.Strategy;
import pilothouse.registry.Subresource;
import pilothouse.registry.TableColumns;
import pilothouse.registry.Verb;

/// Makes the [ResourceDefinition] of one version of a definition: a slight one for discovery, and the whole one that requests are served by.
public final class CustomVersion {
  private static final GroupVersionKind SCALE = new GroupVersionKind("autoscaling", "v1", "Scale");
  private static final Set<Verb> PART = Set.of(Verb.GET, Verb.PATCH, Verb.UPDATE);
  private static final Set<Verb> VERBS = Set.of(Verb.values());
  private static final Set<Verb> READS = Set.of(Verb.GET, Verb.LIST, Verb.WATCH);
  private static final TableColumns NO_COLUMNS =
      new TableColumns(List.of(), (_, _) -> TableColumns.Row.of(List.of()));
  private static final Strategy UNUSED = new Strategy() {};

  private final Definition definition;
  private final DefinitionVersion version;
  private final GroupVersionKind kind;

  public CustomVersion(Definition definition, DefinitionVersion version) {
    this.definition = definition;
    this.version = version;
    this.kind = kindOf(version);
  }

  private GroupVersionKind kindOf(DefinitionVersion one) {
    return new GroupVersion(definition.group(), one.name()).kind(definition.accepted().kind());
  }

  /// What discovery tells. It holds no schema.
  public ResourceDefinition listed() {
    return resource(
        typeless(kind),
        StorageSpec.Conversion.NONE,
        NO_COLUMNS,
        UNUSED,
        parts(UNUSED, _ -> "", NO_COLUMNS),
        VERBS);
  }

  /// What reading takes; nothing can be written by it.
  ResourceDefinition read(StorageSpec.Conversion conversion, TableColumns columns) {
    return resource(typeless(kind), conversion, columns, UNUSED, List.of(), READS);
  }

  /// The name of a type for those who need no more of it.
  static StructType typeless(GroupVersionKind kind) {
    return new StructType(typeName(kind), List.of(), false, true);
  }

  /// The OpenAPI name of the kind: the group backwards, the version, the kind.
  public static String typeName(GroupVersionKind kind) {
    var parts = new ArrayList<>(List.of(kind.group().split("\\.")));
    java.util.Collections.reverse(parts);
    return String.join(".", parts) + "." + kind.version() + "." + kind.kind();
  }

  /// Everything that serving takes.
  ///
  /// @param conversion between what is stored and this version
  ResourceDefinition served(
      Schema schema,
      StructType type,
      StorageSpec.Conversion conversion,
      TableColumns columns,
      Rules rules,
      CustomColumns.MetadataDocs docs,
      BooleanSupplier terminating) {
    var validation = new CustomValidation(kind, schema, version.scale(), rules);
    var strategy =
        new CustomStrategy(definition.resource(), validation, version.status(), terminating);
    return resource(
        type,
        conversion,
        columns,
        strategy,
        parts(new CustomStatus(validation), this::selector, CustomColumns.ofScale(docs)),
        VERBS);
  }

  private String selector(ObjectNode object) {
    List<String> path =
        version.scale().map(DefinitionVersion.ScalePaths::selector).orElse(List.of());
    return path.isEmpty() ? "" : object.at(path.toArray(String[]::new)).text();
  }

  private List<Subresource> parts(
      Strategy status,
      java.util.function.Function<ObjectNode, String> selector,
      TableColumns scaleColumns) {
    var out = new ArrayList<Subresource>();
    version
        .scale()
        .ifPresent(paths ->
            out.add(
                new Subresource(
                    "scale",
                    SCALE,
                    PART,
                    new Subresource.Action.Scale(
                        new ScaleView(
                            paths.spec(), paths.status(), selector, Optional.of(scaleColumns))))));
    if (version.status())
      out.add(new Subresource("status", kind, PART, new Subresource.Action.Part(status)));
    out.sort(java.util.Comparator.comparing(Subresource::name).reversed());
    return out;
  }

  private ResourceDefinition resource(
      StructType type,
      StorageSpec.Conversion conversion,
      TableColumns columns,
      Strategy strategy,
      List<Subresource> parts,
      Set<Verb> verbs) {
    var accepted = definition.accepted();
    return new ResourceDefinition(
        kind,
        new ResourceNames(
            definition.plural(), accepted.singular(), accepted.shortNames(), accepted.categories()),
        definition.namespaced(),
        verbs,
        type,
        Optional.of(new StorageSpec(prefix(), kindOf(definition.stored()))),
        conversion,
        selectable(version),
        columns,
        strategy,
        parts,
        "",
        version.warning(),
        accepted.listKind());
  }

  String prefix() {
    return definition.group() + "/" + definition.plural();
  }

  /// Fields that selectors may name.
  static List<SelectableField> selectable(DefinitionVersion version) {
    return version.selectable().stream().map(CustomVersion::field).toList();
  }

  private static SelectableField field(String path) {
    String label = path.startsWith(".") ? path.substring(1) : path;
    List<String> members;
    try {
      members = JsonPath.parse(path).members().orElse(List.of(label));
    } catch (JsonPathException _) {
      members = List.of(label);
    }
    return new SelectableField(label, members, "");
  }

  /// The types of all versions, by apiVersion.
  static Map<String, StructType> byApiVersion(
      Definition definition, java.util.function.Function<String, StructType> types) {
    var out = new java.util.HashMap<String, StructType>();
    for (DefinitionVersion version : definition.versions())
      out.put(definition.group() + "/" + version.name(), types.apply(version.name()));
    return Map.copyOf(out);
  }
}
