package pilothouse.apiextensions.definition;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// Between `apiextensions.k8s.io/v1` and v1beta1, which is not served any more but is what upstream stores: what all versions have alike stands there
/// once, beside them.
///
/// Source: apiextensions-apiserver `pkg/apis/apiextensions/{v1,v1beta1}/{conversion,defaults}.go`, `pkg/cmd/server/options/options.go`.
final class BetaDefinition {
  static final String API_VERSION = "apiextensions.k8s.io/v1beta1";
  private static final String V1 = "apiextensions.k8s.io/v1";

  /// The parts of a version that may stand beside the versions, as v1beta1 names them there.
  private static final Map<String, String> COMMON =
      Map.of(
          "schema", "validation",
          "subresources", "subresources",
          "additionalPrinterColumns", "additionalPrinterColumns",
          "selectableFields", "selectableFields");

  /// The fields of a version in the order of v1.
  private static final List<String> VERSION =
      List.of(
          "name",
          "served",
          "storage",
          "deprecated",
          "deprecationWarning",
          "schema",
          "subresources",
          "additionalPrinterColumns",
          "selectableFields");

  private BetaDefinition() {}

  /// @param crd of v1
  static ObjectNode of(ObjectNode crd) {
    return crd.with("apiVersion", new StringNode(API_VERSION)).with("spec", spec(crd));
  }

  private static ObjectNode spec(ObjectNode crd) {
    var form = DefinitionForm.of(crd);
    ObjectNode spec = form.spec();
    var out = ObjectNode.builder().put("group", spec.get("group"));
    if (!form.versions().isEmpty()) out.put("version", form.versions().getFirst().get("name"));
    out.put("names", spec.get("names")).put("scope", spec.get("scope"));
    for (String part : VERSION)
      if (form.has(part)) out.put(COMMON.getOrDefault(part, part), form.common(part));
    out.put("versions", ListNode.of(List.copyOf(form.versions())));
    Node conversion = spec.get("conversion");
    if (!conversion.isNull()) out.put("conversion", flat(conversion));
    return out.put("preserveUnknownFields", spec.get("preserveUnknownFields").bool(false)).build();
  }

  private static ObjectNode flat(Node conversion) {
    ObjectNode out = conversion.object();
    Node webhook = out.get("webhook");
    if (webhook.isNull()) return out;
    out = out.without("webhook");
    Node client = webhook.get("clientConfig");
    if (!client.isNull()) out = out.with("webhookClientConfig", client);
    Node reviews = webhook.get("conversionReviewVersions");
    return reviews.isNull() ? out : out.with("conversionReviewVersions", reviews);
  }

  /// The same definition in v1, with what v1beta1 takes for granted.
  static ObjectNode current(ObjectNode beta) {
    ObjectNode spec = beta.get("spec").object();
    ObjectNode out =
        spec.without("version")
            .with("names", names(spec.get("names").object()))
            .with("scope", new StringNode(spec.get("scope").text("Namespaced")))
            .with("versions", versions(spec))
            .with("conversion", deep(spec.get("conversion")));
    for (String common : COMMON.values()) out = out.without(common);
    // Whoever says nothing keeps everything, in v1beta1.
    boolean keeps = spec.get("preserveUnknownFields").bool(true);
    out =
        keeps
            ? out.with("preserveUnknownFields", BoolNode.TRUE)
            : out.without("preserveUnknownFields");
    return beta.with("apiVersion", new StringNode(V1)).with("spec", out);
  }

  private static ObjectNode names(ObjectNode names) {
    String kind = names.get("kind").text();
    ObjectNode out = names;
    if (out.get("singular").text().isEmpty())
      out = out.with("singular", new StringNode(kind.toLowerCase(Locale.ROOT)));
    if (out.get("listKind").text().isEmpty())
      out = out.with("listKind", new StringNode(kind + "List"));
    return out;
  }

  private static ListNode versions(ObjectNode spec) {
    List<Node> listed = spec.get("versions").items();
    if (listed.isEmpty() && !spec.get("version").text().isEmpty())
      listed = List.of(only(spec.get("version")));
    return ListNode.of(listed.stream().<Node>map(version -> whole(version, spec)).toList());
  }

  private static ObjectNode only(Node name) {
    return ObjectNode.builder().put("name", name).put("served", true).put("storage", true).build();
  }

  private static ObjectNode whole(Node version, ObjectNode spec) {
    var out = ObjectNode.builder();
    for (String part : VERSION) {
      Node common = spec.get(COMMON.getOrDefault(part, ""));
      Node value = common.isNull() ? version.get(part) : common;
      if (!value.isNull()) out.put(part, value);
    }
    return out.build();
  }

  private static ObjectNode deep(Node conversion) {
    if (conversion.isNull()) return ObjectNode.of("strategy", "None");
    ObjectNode out =
        conversion.object().without("webhookClientConfig").without("conversionReviewVersions");
    var webhook = ObjectNode.builder();
    Node client = conversion.get("webhookClientConfig");
    if (!client.isNull()) webhook.put("clientConfig", client);
    Node reviews = conversion.get("conversionReviewVersions");
    boolean called = conversion.get("strategy").text().equals("Webhook");
    if (!reviews.isNull()) webhook.put("conversionReviewVersions", reviews);
    else if (called)
      webhook.put("conversionReviewVersions", ListNode.of(List.of(new StringNode("v1beta1"))));
    ObjectNode made = webhook.build();
    return made.isEmpty() ? out : out.with("webhook", made);
  }
}
