package pilothouse.wire.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static pilothouse.wire.crds.Definitions.json;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.wire.Admin;
import pilothouse.wire.ServerUnderTest;
import pilothouse.wire.SharedServer;

/// Custom resources as resources: where they are, by which names, versions and scopes, and how they come and go.
@ExtendWith(SharedServer.class)
final class ServedThingsTest {
  private static final String ANYTHING =
      "{type: object, x-kubernetes-preserve-unknown-fields: true}";

  private final Admin admin;

  @AutoClose("remove")
  private final Definitions definitions;

  ServedThingsTest(ServerUnderTest server) throws Exception {
    admin = Admin.of(server);
    definitions = new Definitions(admin);
  }

  /// Things of the versions v1beta1 and v1, and of v1alpha1 that is not served.
  private static String versions(String group, String scope) {
    return Definitions.thing(group, scope)
        + """
          versions:
          - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: %1$s}}
          - {name: v1beta1, served: true, storage: false, schema: {openAPIV3Schema: %1$s}}
          - {name: v1alpha1, served: false, storage: false, schema: {openAPIV3Schema: %1$s}}
        """
            .formatted(ANYTHING);
  }

  private Things versioned(String scope) throws Exception {
    String group = Definitions.group();
    definitions.define(versions(group, scope));
    return scope.equals("Namespaced")
        ? Things.of(admin, group, "v1", "default")
        : new Things(admin, group + "/v1", "/apis/" + group + "/v1/things");
  }

  private static void live(Things things, Things same) throws Exception {
    ObjectNode created = things.create("a", "spec: {x: 1}");
    String since = "&resourceVersion=" + Things.revision(created);
    assertThat(things.names("?fieldSelector=metadata.name=a")).containsExactly("a");
    assertThat(things.names("?fieldSelector=metadata.name=b")).isEmpty();
    ObjectNode read = same.get("a");
    assertThat(read.get("apiVersion").text()).isEqualTo(same.apiVersion());
    assertThat(read.at("metadata", "uid")).isEqualTo(created.at("metadata", "uid"));
    assertThat(same.names("")).containsExactly("a");
    same.merge("a", "{'spec':{'x':2}}");
    assertThat(things.get("a").at("spec", "x").number(0)).isEqualTo(2);
    assertThat(things.delete("a").statusCode()).isEqualTo(200);
    assertThat(things.status("a")).isEqualTo(404);
    assertThat(same.watched(since, 2)).containsExactly("MODIFIED a", "DELETED a");
    assertThat(same.events(since, 2).stream().map(e -> e.at("object", "metadata", "uid").text()))
        .containsOnly(created.at("metadata", "uid").text());
  }

  @Test
  void aNamespacedResourceLivesInAllItsServedVersions() throws Exception {
    Things things = versioned("Namespaced");
    live(things, things);
    live(things, things.in("v1beta1"));
    live(things.in("v1beta1"), things);
  }

  @Test
  void aClusterScopedResourceLivesInAllItsServedVersions() throws Exception {
    Things things = versioned("Cluster");
    Things beta =
        new Things(
            admin,
            things.apiVersion().replace("/v1", "/v1beta1"),
            things.path().replace("/v1/", "/v1beta1/"));
    live(things, things);
    live(things, beta);
  }

  @Test
  void aVersionThatIsNotServedIsNotFoundByAnyVerb() throws Exception {
    Things hidden = versioned("Namespaced").in("v1alpha1");
    assertThat(hidden.post("a", "").statusCode()).isEqualTo(404);
    assertThat(hidden.status("a")).isEqualTo(404);
    assertThat(admin.get(hidden.path()).statusCode()).isEqualTo(404);
    assertThat(admin.get(hidden.path() + "?watch=true").statusCode()).isEqualTo(404);
    assertThat(hidden.patch("a", "{}").statusCode()).isEqualTo(404);
    assertThat(hidden.put("a", ObjectNode.EMPTY).statusCode()).isEqualTo(404);
    assertThat(hidden.delete("a").statusCode()).isEqualTo(404);
    assertThat(admin.delete(hidden.path()).statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsNoThingIsRefused() throws Exception {
    Things things = versioned("Namespaced");
    var empty = admin.post(things.path(), Admin.JSON, "{}");
    assertThat(empty.statusCode()).isEqualTo(400);
    assertThat(json(empty).get("message").text())
        .isEqualTo(
            "Thing in version \"v1\" cannot be handled as a Thing: Object 'Kind' is missing in '{}'");
    var kind =
        admin.post(
            things.path(),
            Definitions.YAML,
            "{apiVersion: %s, kind: Else, metadata: {name: a}}".formatted(things.apiVersion()));
    assertThat(json(kind).get("message").text())
        .isEqualTo(
            "Else.%s \"a\" is invalid: kind: Invalid value: \"Else\": must be Thing"
                .formatted(things.apiVersion().split("/")[0]));
    var version =
        admin.post(
            things.path(),
            Definitions.YAML,
            "{apiVersion: %sx, kind: Thing, metadata: {name: a}}".formatted(things.apiVersion()));
    assertThat(version.statusCode()).isEqualTo(400);
    assertThat(json(version).get("message").text())
        .isEqualTo(
            "the API version in the data (%1$sx) does not match the expected API version (%1$s)"
                .formatted(things.apiVersion()));
  }

  @Test
  void discoveryListsAResourceWhileItIsDefined() throws Exception {
    Things things = versioned("Namespaced");
    String group = things.apiVersion().split("/")[0];
    assertThat(admin.get("/apis").body()).contains("\"" + group + "\"");
    ObjectNode listed = json(admin.get("/apis/" + group));
    assertThat(listed.at("preferredVersion", "version").text()).isEqualTo("v1");
    assertThat(listed.get("versions").items().stream().map(v -> v.get("version").text()))
        .containsExactly("v1", "v1beta1");
    Node resource = json(admin.get("/apis/" + group + "/v1")).get("resources").items().getFirst();
    assertThat(resource.get("name").text()).isEqualTo("things");
    assertThat(resource.get("singularName").text()).isEqualTo("thing");
    assertThat(resource.get("kind").text()).isEqualTo("Thing");
    assertThat(resource.get("namespaced").bool(false)).isTrue();
    assertThat(resource.get("shortNames").items().stream().map(Node::text)).containsExactly("th");
    assertThat(resource.get("verbs").items().stream().map(Node::text))
        .containsExactly(
            "delete", "deletecollection", "get", "list", "patch", "create", "update", "watch");
    admin.delete(Definitions.PATH + "/things." + group);
    Definitions.await(() -> admin.get("/apis/" + group).statusCode(), code -> code == 404);
    assertThat(admin.get("/apis").body()).doesNotContain("\"" + group + "\"");
  }

  @Test
  void whatIsNamespacedIsNotServedForTheClusterNorTheOtherWayRound() throws Exception {
    Things namespaced = versioned("Namespaced");
    Things wide =
        new Things(admin, namespaced.apiVersion(), "/apis/" + namespaced.apiVersion() + "/things");
    assertThat(wide.post("a", "").statusCode()).isIn(404, 405);
    for (var answer :
        List.of(wide.patch("a", "{}"), wide.delete("a"), wide.put("a", ObjectNode.EMPTY)))
      assertThat(answer.statusCode()).isIn(404, 405);
    assertThat(admin.get(wide.path()).statusCode()).isEqualTo(200);
    Things cluster = versioned("Cluster");
    Things inside = Things.of(admin, cluster.apiVersion().split("/")[0], "v1", "default");
    assertThat(inside.post("a", "").statusCode()).isEqualTo(404);
    assertThat(inside.status("a")).isEqualTo(404);
    assertThat(admin.get(inside.path()).statusCode()).isEqualTo(404);
    assertThat(inside.delete("a").statusCode()).isEqualTo(404);
  }

  @Test
  void oneNameInTwoNamespacesIsTwoObjectsAndBothAreSeenFromAbove() throws Exception {
    Things here = versioned("Namespaced");
    Things there = here.inNamespace("kube-public");
    ObjectNode first = here.create("a", "spec: {x: 1}");
    ObjectNode second = there.create("a", "spec: {x: 2}");
    assertThat(second.at("metadata", "uid")).isNotEqualTo(first.at("metadata", "uid"));
    assertThat(here.get("a").at("spec", "x").number(0)).isEqualTo(1);
    Things all = new Things(admin, here.apiVersion(), "/apis/" + here.apiVersion() + "/things");
    assertThat(
            all.list("").get("items").items().stream()
                .map(item -> item.at("metadata", "namespace").text()))
        .containsExactly("default", "kube-public");
    here.merge("a", "{'spec':{'x':3}}");
    there.delete("a");
    var events = all.events("&resourceVersion=" + Things.revision(first), 3);
    assertThat(events.stream().map(e -> e.get("type").text()))
        .containsExactly("ADDED", "MODIFIED", "DELETED");
    assertThat(events.stream().map(e -> Long.parseLong(Things.revision(e.get("object")))))
        .isSorted();
  }

  @Test
  void numbersAreKeptAsTheyAre() throws Exception {
    Things things = versioned("Namespaced");
    things.create(
        "a", "spec: {big: 9223372036854775807, odd: 9007199254740993, part: 1.5, whole: 1.0}");
    assertThat(admin.get(things.path() + "/a").body())
        .contains(
            "\"big\":9223372036854775807",
            "\"odd\":9007199254740993",
            "\"part\":1.5",
            "\"whole\":1");
  }

  @Test
  void aPatchThatChangesNothingIsNotStored() throws Exception {
    Things things = versioned("Namespaced");
    things.create("a", "spec: {x: 1}");
    String changed = Things.revision(things.merge("a", "{'spec':{'x':2}}"));
    assertThat(Things.revision(things.merge("a", "{'spec':{'x':2}}"))).isEqualTo(changed);
    assertThat(Things.revision(things.merge("a", "{}"))).isEqualTo(changed);
    assertThat(Things.revision(things.in("v1beta1").merge("a", "{}"))).isEqualTo(changed);
  }

  @Test
  void aNameThatBecomesFreeIsTakenByTheOneThatWaits() throws Exception {
    String group = Definitions.group();
    definitions.define(versions(group, "Namespaced"));
    definitions.create(
        versions(group, "Namespaced")
            .replace("name: things.", "name: others.")
            .replace("plural: things", "plural: others"));
    ObjectNode waiting =
        definitions.await("others." + group, crd -> Definitions.has(crd, "NamesAccepted", "False"));
    assertThat(Definitions.has(waiting, "Established", "True")).isFalse();
    assertThat(admin.get("/apis/" + group + "/v1/others").statusCode()).isEqualTo(404);
    admin.delete(Definitions.PATH + "/things." + group);
    definitions.await("others." + group, crd -> Definitions.has(crd, "Established", "True"));
    assertThat(admin.get("/apis/" + group + "/v1/others").statusCode()).isEqualTo(200);
  }

  @Test
  void theStatusOfADefinitionIsReadAndPatchedByItself() throws Exception {
    String name = Definitions.name(versioned("Namespaced"));
    String path = Definitions.PATH + "/" + name + "/status";
    assertThat(json(admin.get(path)).at("status", "acceptedNames", "kind").text())
        .isEqualTo("Thing");
    var patched =
        admin.patch(
            path,
            Definitions.MERGE,
            "{\"spec\":{\"scope\":\"Cluster\"},\"status\":{\"storedVersions\":[\"v1\",\"v1beta1\"]}}");
    assertThat(json(patched).at("spec", "scope").text()).isEqualTo("Namespaced");
    assertThat(json(patched).at("status", "storedVersions").items()).hasSize(2);
  }

  @Test
  void manyObjectsAreListedInOrderAndTheirDeletionIsSeen() throws Exception {
    Things things = versioned("Namespaced");
    String since = Things.revision(things.list(""));
    var names = IntStream.range(0, 20).mapToObj(i -> "t%02d".formatted(i)).toList();
    for (String name : names.reversed()) things.create(name, "");
    assertThat(things.names("")).isEqualTo(names);
    assertThat(admin.delete(things.path()).statusCode()).isEqualTo(200);
    assertThat(things.watched("&resourceVersion=" + since, 40))
        .hasSize(40)
        .filteredOn(event -> event.startsWith("DELETED"))
        .hasSize(20);
  }

  @Test
  void twoDefinitionsSideBySideKeepTheirObjectsApart() throws Exception {
    Things one = versioned("Namespaced");
    Things other = versioned("Namespaced");
    one.create("a", "spec: {x: 1}");
    other.create("a", "spec: {x: 2}");
    one.delete("a");
    assertThat(other.get("a").at("spec", "x").number(0)).isEqualTo(2);
  }

  @Test
  void aDefinitionThatComesBackHasNoObjects() throws Exception {
    Things things = versioned("Namespaced");
    things.create("a", "");
    String name = Definitions.name(things);
    admin.delete(Definitions.PATH + "/" + name);
    Definitions.await(
        () -> admin.get(Definitions.PATH + "/" + name).statusCode(), code -> code == 404);
    assertThat(things.status("a")).isEqualTo(404);
    definitions.define(versions(things.apiVersion().split("/")[0], "Namespaced"));
    assertThat(things.names("")).isEmpty();
  }

  @Test
  void storedVersionsOnlyGrowAndOneThatIsStoredCannotLeave() throws Exception {
    String name = Definitions.name(versioned("Namespaced"));
    var versions = definitions.get(name).at("spec", "versions").items();
    var flipped =
        versions.stream()
            .map(v -> (Node) v.object().with("storage", v.get("name").text().equals("v1beta1")))
            .toList();
    definitions.change(name, versionsPatch(flipped));
    assertThat(stored(name)).containsExactly("v1", "v1beta1");
    definitions.change(name, versionsPatch(versions));
    assertThat(stored(name)).containsExactly("v1", "v1beta1");
    var less = versions.stream().filter(v -> !v.get("name").text().equals("v1beta1")).toList();
    var refused =
        admin.patch(Definitions.PATH + "/" + name, Definitions.MERGE, versionsPatch(less));
    assertThat(Definitions.causes(refused))
        .singleElement()
        .asString()
        .startsWith(
            "status.storedVersions[1]: Invalid value: \"v1beta1\": missing from spec.versions");
  }

  private static String versionsPatch(List<? extends Node> versions) {
    return "{\"spec\":{\"versions\":" + versions + "}}";
  }

  private List<String> stored(String name) throws Exception {
    return definitions.get(name).at("status", "storedVersions").items().stream()
        .map(Node::text)
        .toList();
  }

  @Test
  void anObjectIsValidatedInTheVersionOfItsPath() throws Exception {
    String group = Definitions.group();
    String schema =
        "{type: object, properties: {apiVersion: {type: string, pattern: '^%s/%s$'}, spec: {type: object, x-kubernetes-preserve-unknown-fields: true}}}";
    definitions.define(
        versions(group, "Namespaced").replace(ANYTHING, schema.formatted(group, "v1beta1")));
    Things beta = Things.of(admin, group, "v1beta1", "default");
    beta.create("a", "");
    assertThat(beta.patch("a", "{'spec':{'x':1}}").statusCode()).isEqualTo(200);
    assertThat(beta.in("v1").patch("a", "{'spec':{'x':2}}").statusCode()).isEqualTo(422);
  }
}
