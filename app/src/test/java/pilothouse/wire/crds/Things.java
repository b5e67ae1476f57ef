package pilothouse.wire.crds;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.wire.Admin;

/// The objects of the kind Thing in one namespace and one version. What is written of them is YAML without its apiVersion, kind and name.
///
/// @param apiVersion group and version
/// @param path of all of them
record Things(Admin admin, String apiVersion, String path) {
  static Things of(Admin admin, String group, String version, String namespace) {
    return new Things(
        admin,
        group + "/" + version,
        "/apis/" + group + "/" + version + "/namespaces/" + namespace + "/things");
  }

  /// The same in another version.
  Things in(String version) {
    return of(admin, apiVersion.replaceAll("/.*", ""), version, path.split("/")[5]);
  }

  /// The same in another namespace.
  Things inNamespace(String namespace) {
    return of(admin, apiVersion.split("/")[0], apiVersion.split("/")[1], namespace);
  }

  /// @param fields such as `spec: {a: 1}`, each followed by a comma but the last; metadata stands first or is made
  HttpResponse<String> post(String name, String fields) throws Exception {
    return admin.post(path, Definitions.YAML, text(name, fields));
  }

  private String text(String name, String fields) {
    String own = fields.startsWith("metadata:") ? "" : ", metadata: {name: " + name + "}";
    String rest = fields.isEmpty() ? "" : ", " + fields;
    return "{apiVersion: " + apiVersion + ", kind: Thing" + own + rest + "}";
  }

  ObjectNode create(String name, String fields) throws Exception {
    return Definitions.json(post(name, fields), 201);
  }

  /// What is wrong with an object that must be refused: each cause as `field: message`.
  List<String> refused(String name, String fields) throws Exception {
    return Definitions.causes(post(name, fields));
  }

  ObjectNode get(String name) throws Exception {
    return Definitions.json(admin.get(path + "/" + name), 200);
  }

  int status(String name) throws Exception {
    return admin.get(path + "/" + name).statusCode();
  }

  /// A merge patch, in JSON with single quotes, of an object or, as `name/part`, of a part of it.
  HttpResponse<String> patch(String name, String patch) throws Exception {
    return admin.patch(path + "/" + name, Definitions.MERGE, patch.replace('\'', '"'));
  }

  ObjectNode merge(String name, String patch) throws Exception {
    return Definitions.json(patch(name, patch), 200);
  }

  /// The causes of a merge patch that must be refused.
  List<String> refusedMerge(String name, String patch) throws Exception {
    return Definitions.causes(patch(name, patch));
  }

  HttpResponse<String> put(String name, ObjectNode object) throws Exception {
    return admin.put(path + "/" + name, Admin.JSON, object.toString());
  }

  HttpResponse<String> apply(String name, String manager, String fields) throws Exception {
    return admin.patch(
        path + "/" + name + "?fieldManager=" + manager, Definitions.APPLY, text(name, fields));
  }

  HttpResponse<String> delete(String name) throws Exception {
    return admin.delete(path + "/" + name);
  }

  ObjectNode list(String query) throws Exception {
    return Definitions.json(admin.get(path + query));
  }

  List<String> names(String query) throws Exception {
    return list(query).get("items").items().stream()
        .map(item -> item.at("metadata", "name").text())
        .toList();
  }

  static String revision(Node object) {
    return object.at("metadata", "resourceVersion").text();
  }

  /// The first events of a watch, each as its type and its object's name.
  ///
  /// @param query begins with `&`
  List<String> watched(String query, int count) throws Exception {
    return events(query, count).stream()
        .map(
            event -> event.get("type").text() + " " + event.at("object", "metadata", "name").text())
        .toList();
  }

  /// The first events of a watch, which is left once they are there.
  List<ObjectNode> events(String query, int count) throws Exception {
    var watch = admin.request(path + "?watch=true&timeoutSeconds=60" + query).build();
    try (Stream<String> lines = admin.client().send(watch, BodyHandlers.ofLines()).body()) {
      return lines.limit(count).map(Things::event).toList();
    }
  }

  private static ObjectNode event(String line) {
    return JsonReader.tree(line.getBytes(StandardCharsets.UTF_8)).object();
  }
}
