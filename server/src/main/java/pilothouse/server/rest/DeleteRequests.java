package pilothouse.server.rest;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;
import pilothouse.api.GroupVersion;
import pilothouse.api.json.JsonException;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.registry.DeleteOptions;
import pilothouse.registry.Preconditions;
import pilothouse.server.http.Call;

/// Reads the options of a delete, from its body or else from its query.
final class DeleteRequests {
  private static final String GO_TYPE =
      "struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }";

  private DeleteRequests() {}

  /// @param tree the options as admission sees them
  /// @param propagationGiven the client said what becomes of the dependents
  record Parsed(DeleteOptions options, boolean dryRun, ObjectNode tree, boolean propagationGiven) {}

  static Parsed read(Call call, ServedResource resource) {
    Encoding encoding =
        call.headers().has("Content-Type")
            ? Encoding.of(
                    Negotiation.mediaType(call.headers().first("Content-Type").orElse("")),
                    Encoding.ALL)
                .orElse(Encoding.JSON)
            : Encoding.JSON;
    Bytes body = call.readBody(resource.settings().bodyBytes());
    ObjectNode tree =
        body.size() == 0 ? query(call) : body(body, Negotiation.body(call, Encoding.ALL), resource);
    return checked(tree, encoding);
  }

  private static ObjectNode body(Bytes body, Encoding encoding, ServedResource resource) {
    Node tree = resource.codec().optionsTree(body, encoding);
    if (tree.isNull()) return ObjectNode.EMPTY;
    if (!(tree instanceof ObjectNode object))
      throw ApiException.badRequest(
          "couldn't get version/kind; json parse error: json: cannot unmarshal "
              + tree.typeName()
              + " into Go value of type "
              + GO_TYPE);
    requireKind(object);
    requireTypes(object);
    return object;
  }

  /// The tree of JSON options.
  static Node parse(Bytes body) {
    try {
      return JsonReader.read(body).root();
    } catch (JsonException e) {
      throw ApiException.badRequest(
          "couldn't get version/kind; json parse error: " + e.getMessage());
    }
  }

  private static void requireKind(ObjectNode object) {
    String kind = object.get("kind").text();
    if (kind.isEmpty() || kind.equals("DeleteOptions")) return;
    GroupVersion version = GroupVersion.parse(object.get("apiVersion").text("v1"));
    throw ApiException.badRequest(
        "no kind "
            + FieldError.quote(kind)
            + " is registered for version "
            + FieldError.quote(version.toString())
            + " in scheme \"pkg/runtime/scheme.go:111\"");
  }

  private static void requireTypes(ObjectNode object) {
    require(object, "gracePeriodSeconds", "number", "int64");
    require(object, "preconditions", "object", "v1.Preconditions");
    require(object, "orphanDependents", "bool", "bool");
    require(object, "propagationPolicy", "string", "v1.DeletionPropagation");
    require(object, "dryRun", "array", "[]string");
  }

  private static void require(ObjectNode object, String field, String json, String go) {
    String type = object.get(field).typeName();
    if (type.equals("null") || type.equals(json)) return;
    throw ApiException.badRequest(
        "json: cannot unmarshal "
            + type
            + " into Go struct field DeleteOptions."
            + field
            + " of type "
            + go);
  }

  private static ObjectNode query(Call call) {
    var out = ObjectNode.builder();
    var query = call.query();
    QueryValues.number(query, "gracePeriodSeconds")
        .ifPresent(seconds -> out.put("gracePeriodSeconds", seconds));
    QueryValues.optionalFlag(query, "orphanDependents")
        .ifPresent(orphan -> out.put("orphanDependents", orphan));
    query.first("propagationPolicy").ifPresent(policy -> out.put("propagationPolicy", policy));
    if (query.has("dryRun")) out.put("dryRun", ListNode.ofTexts(query.all("dryRun")));
    return out.build();
  }

  private static Parsed checked(ObjectNode tree, Encoding encoding) {
    var errors = new Errors();
    String policy = tree.get("propagationPolicy").text();
    boolean hasPolicy = tree.get("propagationPolicy").typeName().equals("string");
    Optional<DeleteOptions.Propagation> propagation = propagation(policy);
    Node orphan = tree.get("orphanDependents");
    List<String> dryRun = tree.get("dryRun").items().stream().map(Node::text).toList();
    if (hasPolicy && !orphan.isNull())
      errors.add(
          FieldError.invalid(
              FieldPath.of("propagationPolicy"),
              policy,
              "orphanDependents and deletionPropagation cannot be both set"));
    if (hasPolicy && propagation.isEmpty())
      errors.add(
          FieldError.notSupported(
              FieldPath.of("propagationPolicy"),
              policy,
              List.of("Foreground", "Background", "Orphan", "nil")));
    OptionsErrors.dryRun(dryRun, errors);
    OptionsErrors.throwIfAny("DeleteOptions", errors);
    Node grace = tree.get("gracePeriodSeconds");
    var options =
        new DeleteOptions(
            grace.isNull() ? OptionalLong.empty() : OptionalLong.of(grace.number(0)),
            preconditions(tree.get("preconditions")),
            orphan.isNull() ? Optional.empty() : Optional.of(orphan.bool(false)),
            propagation);
    ObjectNode named =
        ObjectNode.builder()
            .put("kind", "DeleteOptions")
            .put("apiVersion", "meta.k8s.io/v1")
            .putAll(tree.without("kind").without("apiVersion"))
            .build();
    return new Parsed(options, !dryRun.isEmpty(), named, hasPolicy || !orphan.isNull());
  }

  private static Optional<DeleteOptions.Propagation> propagation(String text) {
    for (var propagation : DeleteOptions.Propagation.values())
      if (propagation.text().equals(text)) return Optional.of(propagation);
    return Optional.empty();
  }

  private static Preconditions preconditions(Node tree) {
    return new Preconditions(text(tree.get("uid")), text(tree.get("resourceVersion")));
  }

  private static Optional<String> text(Node node) {
    return node.isNull() ? Optional.empty() : Optional.of(node.text());
  }
}
