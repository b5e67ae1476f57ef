package pilothouse.server.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import pilothouse.api.GroupVersion;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.schema.ScalarType;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.Type;
import pilothouse.registry.ResourceDefinition;
import pilothouse.registry.Subresource;
import pilothouse.registry.Verb;

/// The paths of one group-version, with the operations on each.
final class Operations {
  private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
  private static final List<String> CONNECT =
      List.of("get", "put", "post", "delete", "options", "head", "patch");

  private final Map<String, List<Operation>> paths = new TreeMap<>();
  private final TypeNames names;
  private final String root;
  private final String tag;
  private final String camel;

  Operations(GroupVersion version, TypeNames names) {
    this.names = names;
    this.root = version.group().isEmpty() ? "/api/" + version.version() : "/apis/" + version;
    String group = groupId(version.group());
    this.tag = group + "_" + version.version();
    this.camel = title(group) + title(version.version());
  }

  static Map<String, List<Operation>> of(
      GroupVersion version, List<ResourceDefinition> definitions, TypeNames names) {
    var operations = new Operations(version, names);
    operations.root();
    definitions.forEach(operations::resource);
    return operations.paths;
  }

  /// `rbacAuthorization` of `rbac.authorization.k8s.io`.
  static String groupId(String group) {
    if (group.isEmpty()) return "core";
    String[] parts = group.replaceAll("\\.k8s\\.io$", "").split("\\.");
    var out = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i++) out.append(title(parts[i]));
    return out.toString();
  }

  static String title(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private void add(String path, Operation operation) {
    paths.computeIfAbsent(path, _ -> new ArrayList<>()).add(operation);
  }

  private void root() {
    add(
        root + "/",
        RootOperations.read(
            "get" + camel + "APIResources",
            tag,
            "list the resources of this version",
            META + "APIResourceList",
            Operation.FORMATS));
  }

  /// What the operations of one resource share.
  private final class Of {
    final ResourceDefinition definition;
    final String collection;
    final String scope;
    final String type;

    Of(ResourceDefinition definition) {
      this.definition = definition;
      String plural = definition.names().plural();
      this.collection =
          root + (definition.namespaced() ? "/namespaces/{namespace}/" : "/") + plural;
      this.scope = definition.namespaced() ? "Namespaced" : "";
      this.type = definition.type().name();
    }

    boolean can(Verb verb) {
      return definition.verbs().contains(verb);
    }

    String id(String verb, String suffix) {
      return verb + camel + scope + definition.kind().kind() + suffix;
    }

    List<Param> parameters(boolean item, List<Param> more) {
      var out = new ArrayList<>(more);
      if (item) out.add(Param.NAME);
      if (definition.namespaced()) out.add(Param.NAMESPACE);
      out.add(Param.PRETTY);
      return out;
    }

    String listType() {
      return type + "List";
    }
  }

  private void resource(ResourceDefinition definition) {
    var of = new Of(definition);
    collection(of);
    item(of);
    watches(of);
    definition.subresources().forEach(part -> subresource(of, part));
  }

  private void collection(Of of) {
    GroupVersionKind kind = of.definition.kind();
    if (of.can(Verb.LIST)) {
      add(of.collection, list(of, of.id("list", ""), of.parameters(false, Param.LIST)));
      if (of.definition.namespaced()) {
        var everywhere = new ArrayList<>(Param.LIST);
        everywhere.add(Param.PRETTY);
        String id = "list" + camel + kind.kind() + "ForAllNamespaces";
        add(root + "/" + of.definition.names().plural(), list(of, id, everywhere));
      }
    }
    if (of.can(Verb.CREATE)) {
      add(
          of.collection,
          write(
              "post",
              of.id("create", ""),
              "create a " + kind.kind(),
              "post",
              kind,
              of,
              false,
              of.type));
    }
    if (of.can(Verb.DELETECOLLECTION)) {
      add(
          of.collection,
          new Operation(
              "delete",
              "delete" + camel + "Collection" + of.scope + kind.kind(),
              tag,
              "delete collection of " + kind.kind(),
              "deletecollection",
              Optional.of(kind),
              of.parameters(false, Param.DELETE_COLLECTION),
              Optional.of(new Operation.Body(META + "DeleteOptions", false, List.of())),
              META + "Status",
              Operation.FORMATS,
              List.of(200)));
    }
  }

  private Operation list(Of of, String id, List<Param> parameters) {
    return new Operation(
        "get",
        id,
        tag,
        "list "
            + (of.can(Verb.WATCH) ? "or watch " : "")
            + "objects of kind "
            + of.definition.kind().kind(),
        "list",
        Optional.of(of.definition.kind()),
        parameters,
        Optional.empty(),
        of.listType(),
        Operation.STREAMS,
        List.of(200));
  }

  private Operation write(
      String method,
      String id,
      String description,
      String action,
      GroupVersionKind about,
      Of of,
      boolean item,
      String type) {
    boolean patch = method.equals("patch");
    return new Operation(
        method,
        id,
        tag,
        description,
        action,
        Optional.of(about),
        of.parameters(item, patch ? Param.PATCH : Param.WRITE),
        Optional.of(
            patch
                ? new Operation.Body(META + "Patch", true, Operation.PATCHES)
                : new Operation.Body(type, true, List.of())),
        type,
        Operation.FORMATS,
        method.equals("post") ? List.of(200, 201, 202) : List.of(200, 201));
  }

  private void item(Of of) {
    GroupVersionKind kind = of.definition.kind();
    String path = of.collection + "/{name}";
    String what = kind.kind();
    if (of.can(Verb.GET))
      add(path, read(of, of.id("read", ""), "read the specified " + what, kind, of.type));
    if (of.can(Verb.UPDATE))
      add(
          path,
          write(
              "put",
              of.id("replace", ""),
              "replace the specified " + what,
              "put",
              kind,
              of,
              true,
              of.type));
    if (of.can(Verb.DELETE)) add(path, delete(of));
    if (of.can(Verb.PATCH))
      add(
          path,
          write(
              "patch",
              of.id("patch", ""),
              "partially update the specified " + what,
              "patch",
              kind,
              of,
              true,
              of.type));
  }

  private Operation read(
      Of of, String id, String description, GroupVersionKind about, String type) {
    return new Operation(
        "get",
        id,
        tag,
        description,
        "get",
        Optional.of(about),
        of.parameters(true, List.of()),
        Optional.empty(),
        type,
        Operation.FORMATS,
        List.of(200));
  }

  private Operation delete(Of of) {
    return new Operation(
        "delete",
        of.id("delete", ""),
        tag,
        "delete a " + of.definition.kind().kind(),
        "delete",
        Optional.of(of.definition.kind()),
        of.parameters(true, Param.DELETE),
        Optional.of(new Operation.Body(META + "DeleteOptions", false, List.of())),
        answersItself(of.definition) ? of.type : META + "Status",
        Operation.FORMATS,
        List.of(200, 202));
  }

  /// The kinds whose delete has always been published as answering the object.
  private static final Set<String> ANSWER_THEMSELVES =
      Set.of(
          "persistentvolumeclaims",
          "persistentvolumes",
          "pods",
          "podtemplates",
          "resourcequotas",
          "serviceaccounts",
          "services",
          "csidrivers",
          "csinodes",
          "storageclasses",
          "volumeattachments",
          "volumeattributesclasses",
          "deviceclasses",
          "resourceclaims",
          "resourceclaimtemplates",
          "resourceslices");

  private static boolean answersItself(ResourceDefinition definition) {
    return ANSWER_THEMSELVES.contains(definition.names().plural());
  }

  private void watches(Of of) {
    if (!of.can(Verb.WATCH)) return;
    String kind = of.definition.kind().kind();
    String plural = of.definition.names().plural();
    if (of.definition.namespaced()) {
      add(
          root + "/watch/" + plural,
          watch(of, "watch" + camel + kind + "ListForAllNamespaces", "watchlist", false, false));
    }
    String collection = of.collection.replaceFirst(Pattern.quote(root), root + "/watch");
    add(
        collection,
        watch(of, of.id("watch", "List"), "watchlist", of.definition.namespaced(), false));
    if (of.can(Verb.GET))
      add(
          collection + "/{name}",
          watch(of, of.id("watch", ""), "watch", of.definition.namespaced(), true));
  }

  private Operation watch(Of of, String id, String action, boolean namespace, boolean name) {
    var parameters = new ArrayList<>(Param.LIST);
    parameters.add(Param.PRETTY);
    if (namespace) parameters.add(Param.NAMESPACE);
    if (name) parameters.add(Param.NAME);
    String kind = of.definition.kind().kind();
    return new Operation(
        "get",
        id,
        tag,
        name
            ? "watch changes to an object of kind " + kind
            : "watch individual changes to a list of " + kind,
        action,
        Optional.of(of.definition.kind()),
        parameters,
        Optional.empty(),
        META + "WatchEvent",
        Operation.STREAMS,
        List.of(200));
  }

  private void subresource(Of of, Subresource part) {
    String path = of.collection + "/{name}/" + part.name();
    String suffix = title(part.name());
    boolean own = part.kind().equals(of.definition.kind());
    String type = own ? of.type : names.of(part.kind());
    if (part.kind().kind().endsWith("Options")) {
      connect(of, part, path, suffix);
      return;
    }
    if (part.name().equals("log")) {
      add(path, log(of));
      return;
    }
    String what = part.name() + " of the specified " + of.definition.kind().kind();
    if (part.verbs().contains(Verb.GET))
      add(path, read(of, of.id("read", suffix), "read " + what, part.kind(), type));
    if (part.verbs().contains(Verb.CREATE))
      add(
          path,
          write(
              "post",
              of.id("create", suffix),
              "create " + what,
              "post",
              part.kind(),
              of,
              true,
              type));
    if (part.verbs().contains(Verb.UPDATE))
      add(
          path,
          write(
              "put",
              of.id("replace", suffix),
              "replace " + what,
              "put",
              part.kind(),
              of,
              true,
              type));
    if (part.verbs().contains(Verb.PATCH))
      add(
          path,
          write(
              "patch",
              of.id("patch", suffix),
              "partially update " + what,
              "patch",
              part.kind(),
              of,
              true,
              type));
  }

  private Operation log(Of of) {
    var parameters = new ArrayList<>(options("io.k8s.api.core.v1.PodLogOptions"));
    parameters.addAll(of.parameters(true, List.of()));
    return new Operation(
        "get",
        of.id("read", "Log"),
        tag,
        "read log of the specified Pod",
        "get",
        Optional.of(of.definition.kind()),
        parameters,
        Optional.empty(),
        "",
        List.of(
            "text/plain",
            "application/json",
            "application/yaml",
            "application/vnd.kubernetes.protobuf"),
        List.of(200));
  }

  private void connect(Of of, Subresource part, String path, String suffix) {
    boolean proxy = part.name().equals("proxy");
    List<String> methods = proxy ? CONNECT : List.of("get", "post");
    var parameters = new ArrayList<>(options(names.of(part.kind())));
    parameters.add(Param.NAME);
    if (of.definition.namespaced()) parameters.add(Param.NAMESPACE);
    for (String method : methods) add(path, connect(of, part, method, suffix, parameters));
    if (!proxy) return;
    var deeper = new ArrayList<>(parameters);
    deeper.removeIf(p -> p.name().equals("path"));
    deeper.add(Param.PATH);
    deeper.add(new Param("path", "query", "string"));
    for (String method : methods)
      add(path + "/{path}", connect(of, part, method, suffix + "WithPath", deeper));
  }

  private Operation connect(
      Of of, Subresource part, String method, String suffix, List<Param> parameters) {
    return new Operation(
        method,
        "connect" + camel + title(method) + of.scope + of.definition.kind().kind() + suffix,
        tag,
        "connect "
            + method.toUpperCase(Locale.ROOT)
            + " requests to "
            + part.name()
            + " of "
            + of.definition.kind().kind(),
        "connect",
        Optional.of(part.kind()),
        parameters,
        Optional.empty(),
        "",
        List.of("*/*"),
        List.of(200));
  }

  /// The members of an options kind as query parameters.
  private List<Param> options(String type) {
    StructType struct = names.type(type);
    var out = new ArrayList<Param>();
    for (StructType.Member member : struct.members()) {
      String name = member.field().name();
      if (name.equals("kind") || name.equals("apiVersion")) continue;
      if (member.field().type() == ScalarType.TIME) continue;
      out.add(option(name, member.field().type()));
    }
    return out;
  }

  private static Param option(String name, Type type) {
    return switch (type.resolved()) {
      case ScalarType scalar ->
          switch (scalar) {
            case BOOL -> Param.bool(name);
            case INT32, INT64 -> Param.number(name);
            default -> Param.text(name);
          };
      case Type.ListOf list -> option(name, list.items());
      default -> Param.text(name);
    };
  }
}
