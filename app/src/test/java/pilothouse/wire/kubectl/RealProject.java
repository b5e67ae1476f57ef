package pilothouse.wire.kubectl;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.wire.Admin;

/// The definitions of somebody's project on a server, and the samples of its objects.
final class RealProject {
  private static final String DEFINITIONS =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Admin admin;
  private final List<Documents.Document> documents;

  /// By group and kind.
  private final Map<String, ObjectNode> definitions = new LinkedHashMap<>();

  /// What went wrong with definitions.
  final List<String> failures = new ArrayList<>();

  /// Samples that were not taken, which may be right: projects have wrong ones for their own tests.
  final List<String> refused = new ArrayList<>();

  int taken;

  RealProject(Admin admin, List<Documents.Document> documents) {
    this.admin = admin;
    this.documents = documents;
  }

  List<ObjectNode> definitions() {
    return List.copyOf(definitions.values());
  }

  void define() throws Exception {
    for (var document : documents) if (document.isDefinition()) define(document);
  }

  private void define(Documents.Document document) throws Exception {
    String name = document.tree().at("metadata", "name").text();
    var applied =
        admin.patch(
            DEFINITIONS + name + "?fieldManager=real&force=true&fieldValidation=Strict",
            "application/apply-patch+yaml",
            document.text());
    if (applied.statusCode() >= 300) {
      failures.add(document.where() + ": " + applied.body());
      return;
    }
    ObjectNode spec = json(applied).get("spec").object();
    definitions.put(spec.get("group").text() + "/" + spec.at("names", "kind").text(), spec);
    if (!established(name)) failures.add(document.where() + ": not established: " + name);
    for (Node version : spec.get("versions").items())
      if (version.get("served").bool(false)) published(spec, version.get("name").text());
  }

  private boolean established(String name) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end)
      for (Node condition : json(admin.get(DEFINITIONS + name)).at("status", "conditions").items())
        if (condition.get("type").text().equals("Established")
            && condition.get("status").text().equals("True")) return true;
    return false;
  }

  private void published(ObjectNode spec, String version) throws Exception {
    String path = "/openapi/v3/apis/" + spec.get("group").text() + "/" + version;
    String wanted = "\"kind\":\"" + spec.at("names", "kind").text() + "\"";
    var answer = admin.get(path);
    if (answer.statusCode() != 200 || !answer.body().contains(wanted))
      failures.add(path + " does not have " + wanted);
  }

  /// Creates each sample, reads it back, writes back what was read, and deletes it.
  void samples() throws Exception {
    for (var document : documents) {
      var spec = definition(document);
      if (spec.isPresent() && comparable(spec.get(), document)) sample(spec.get(), document);
    }
  }

  private Optional<ObjectNode> definition(Documents.Document document) {
    String group = document.apiVersion().split("/")[0];
    return Optional.ofNullable(definitions.get(group + "/" + document.kind()));
  }

  /// Whether the version of the sample is served, and without a webhook that is not there.
  private static boolean comparable(ObjectNode spec, Documents.Document document) {
    boolean webhook = spec.at("conversion", "strategy").text().equals("Webhook");
    String version = document.apiVersion().replaceAll(".*/", "");
    return spec.get("versions").items().stream()
        .filter(v -> v.get("name").text().equals(version))
        .anyMatch(v -> v.get("served").bool(false) && (!webhook || v.get("storage").bool(false)));
  }

  private void sample(ObjectNode spec, Documents.Document document) throws Exception {
    boolean namespaced = spec.get("scope").text().equals("Namespaced");
    String path =
        "/apis/"
            + document.apiVersion()
            + (namespaced ? "/namespaces/default/" : "/")
            + spec.at("names", "plural").text();
    ObjectNode wanted = document.tree().without("status");
    wanted = wanted.withoutAt(List.of("metadata", "namespace"));
    var created = admin.post(path + "?fieldValidation=Strict", Admin.JSON, wanted.toString());
    if (created.statusCode() != 201) {
      refused.add(document.where() + ": " + json(created).get("message").text());
      return;
    }
    String name = json(created).at("metadata", "name").text();
    var read = admin.get(path + "/" + name);
    missing(wanted, json(read), document.kind())
        .ifPresent(what -> failures.add(document.where() + ": lost " + what));
    // What defaults add to a status is stored with the first update.
    var first = admin.put(path + "/" + name, Admin.JSON, read.body());
    var second = admin.put(path + "/" + name, Admin.JSON, first.body());
    if (!first.body().equals(second.body()))
      failures.add(document.where() + ": written back as read it changes: " + second.body());
    var gone = admin.delete(path + "/" + name);
    if (gone.statusCode() != 200) failures.add(document.where() + ": " + gone.body());
    else taken++;
  }

  /// The first place where something that was sent is not served; nulls are not held to be anything.
  private static Optional<String> missing(Node sent, Node served, String at) {
    return switch (sent) {
      case ObjectNode object -> {
        for (String name : object.names()) {
          var found = missing(object.get(name), served.get(name), at + "." + name);
          if (found.isPresent()) yield found;
        }
        yield Optional.empty();
      }
      case ListNode list -> {
        if (served.items().size() != list.size()) yield Optional.of(at);
        for (int i = 0; i < list.size(); i++) {
          var found = missing(list.items().get(i), served.items().get(i), at + "[" + i + "]");
          if (found.isPresent()) yield found;
        }
        yield Optional.empty();
      }
      default ->
          sent.isNull() || sent.equals(served)
              ? Optional.empty()
              : Optional.of(at + ": " + sent + " became " + served);
    };
  }

  private static ObjectNode json(HttpResponse<String> answer) {
    return JsonReader.tree(answer.body().getBytes(StandardCharsets.UTF_8)).object();
  }
}
