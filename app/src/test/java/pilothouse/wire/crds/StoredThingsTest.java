package pilothouse.wire.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static pilothouse.wire.crds.Definitions.condition;
import static pilothouse.wire.crds.Definitions.json;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.api.Bytes;
import pilothouse.api.tree.ObjectNode;
import pilothouse.storage.Expectation;
import pilothouse.storage.Range;
import pilothouse.storage.embedded.EmbeddedStore;
import pilothouse.wire.Admin;
import pilothouse.wire.ServerUnderTest;

/// What is in the store before the server starts, written there by a server of other days: definitions that nobody would accept today, and objects that no
/// longer fit.
final class StoredThingsTest {
  private static final String DEFINITIONS =
      "/registry/apiextensions.k8s.io/customresourcedefinitions/";
  private static final String FITTING =
      "{'type':'object','properties':{'spec':{'type':'object','properties':{'a':{'type':'string','default':'A'}}}}}";
  private static final String CONDITION = "NonStructuralSchema";

  @TempDir private static Path folder;
  private static ServerUnderTest server;
  private static Admin admin;
  private static Definitions definitions;

  @BeforeAll
  static void start() throws Exception {
    try (var store = EmbeddedStore.open(folder.resolve("store"))) {
      define(store, "fine", FITTING, "");
      put(
          store,
          "/registry/fine.example.com/things/default/old",
          thing("fine", "old", "", "'spec':{'a':'x','gone':1},'gone':2"));
      put(
          store,
          "/registry/fine.example.com/things/default/bad",
          thing("fine", "bad", ",'labels':{'a':'not a label'},'annotations':{'n':1}", "'spec':{}"));
      define(
          store,
          "loose",
          "{'properties':{'spec':{'properties':{'a':{'type':'string'}}}}}",
          "'preserveUnknownFields':true,");
      put(
          store,
          "/registry/loose.example.com/things/default/old",
          thing("loose", "old", "", "'spec':{'a':'x','kept':1}"));
      define(store, "reference", "{'type':'object','properties':{'a':{'$ref':'#/b'}}}", "");
      define(
          store,
          "blank",
          FITTING,
          "'conversion':{'strategy':'Webhook','webhook':{'conversionReviewVersions':['v1'],'clientConfig':{'url':'https://127.0.0.1:1/','caBundle':'ICAgIAoJICAg'}}},");
      put(
          store,
          "/registry/blank.example.com/things/default/old",
          thing("blank", "old", "", "'spec':{'a':'x'}"));
    }
    server = ServerUnderTest.on(folder);
    admin = Admin.of(server);
    definitions = new Definitions(admin);
  }

  private static void define(EmbeddedStore store, String name, String schema, String spec) {
    put(
        store,
        DEFINITIONS + "things." + name + ".example.com",
        """
        {'apiVersion':'apiextensions.k8s.io/v1','kind':'CustomResourceDefinition',
         'metadata':{'name':'things.%1$s.example.com','uid':'u-%1$s','generation':1,'creationTimestamp':'2020-01-01T00:00:00Z'},
         'spec':{%3$s'group':'%1$s.example.com','scope':'Namespaced',
          'names':{'plural':'things','singular':'thing','kind':'Thing','listKind':'ThingList'},
          'versions':[{'name':'v1','served':true,'storage':true,'schema':{'openAPIV3Schema':%2$s}}]},
         'status':{'acceptedNames':{'plural':'things','singular':'thing','kind':'Thing','listKind':'ThingList'},'storedVersions':['v1'],
          'conditions':[{'type':'NamesAccepted','status':'True','lastTransitionTime':'2020-01-01T00:00:00Z','reason':'NoConflicts','message':'no conflicts found'},
           {'type':'Established','status':'True','lastTransitionTime':'2020-01-01T00:00:00Z','reason':'InitialNamesAccepted','message':'the initial names have been accepted'}]}}\
        """
            .formatted(name, schema, spec));
  }

  private static String thing(String group, String name, String metadata, String rest) {
    return "{'apiVersion':'%1$s.example.com/v1','kind':'Thing','metadata':{'name':'%2$s','namespace':'default','uid':'u-%2$s','generation':1,'creationTimestamp':'2020-01-01T00:00:00Z'%3$s},%4$s}"
        .formatted(group, name, metadata, rest);
  }

  private static void put(EmbeddedStore store, String key, String json) {
    store.put(key, Bytes.utf8(json.replace('\'', '"')), Expectation.ANY);
  }

  @AfterAll
  static void stop() throws Exception {
    admin.close();
    server.close();
  }

  private static Things things(String group) {
    return Things.of(admin, group + ".example.com", "v1", "default");
  }

  @Test
  void whatTheSchemaNoLongerKnowsIsNotShown() throws Exception {
    ObjectNode read = things("fine").get("old");
    assertThat(read.get("spec")).isEqualTo(json("{'a':'x'}"));
    assertThat(read.has("gone")).isFalse();
    assertThat(things("fine").list("").toString()).doesNotContain("gone");
  }

  @Test
  void metadataThatIsNoneIsDroppedAndWhatIsInvalidIsShownUntilItIsMended() throws Exception {
    Things things = things("fine");
    ObjectNode bad = things.get("bad");
    assertThat(bad.at("metadata", "labels", "a").text()).isEqualTo("not a label");
    assertThat(bad.at("metadata").object().has("annotations")).isFalse();
    assertThat(things.patch("bad", "{'spec':{'a':'z'}}").statusCode()).isEqualTo(422);
    assertThat(
            things
                .merge("bad", "{'metadata':{'labels':null},'spec':{'a':'z'}}")
                .at("spec", "a")
                .text())
        .isEqualTo("z");
    assertThat(things.delete("bad").statusCode()).isEqualTo(200);
  }

  @Test
  void aSchemaThatIsNotStructuralHasAConditionUntilItIsMended() throws Exception {
    String name = "things.loose.example.com";
    ObjectNode crd = definitions.await(name, one -> Definitions.has(one, CONDITION, "True"));
    assertThat(condition(crd, CONDITION).get("reason").text()).isEqualTo("Violations");
    assertThat(condition(crd, CONDITION).get("message").text())
        .isEqualTo(
            "[spec.preserveUnknownFields: Invalid value: true: must be false, "
                + "spec.versions[0].schema.openAPIV3Schema.properties[spec].type: Required value: must not be empty for specified object fields, "
                + "spec.versions[0].schema.openAPIV3Schema.type: Required value: must not be empty at the root]");
    assertThat(things("loose").get("old").get("spec")).isEqualTo(json("{'a':'x','kept':1}"));

    definitions.change(name, "{'metadata':{'labels':{'still':'loose'}}}");
    definitions.change(
        name,
        "{'spec':{'preserveUnknownFields':false,'versions':[{'name':'v1','served':true,'storage':true,'schema':{'openAPIV3Schema':"
            + FITTING
            + "}}]}}");
    definitions.await(name, one -> condition(one, CONDITION).isEmpty());
    assertThat(things("loose").get("old").get("spec")).isEqualTo(json("{'a':'x'}"));
  }

  @Test
  void aSchemaThatCannotEvenBeReadAsOneIsToldSo() throws Exception {
    ObjectNode crd =
        definitions.await(
            "things.reference.example.com", one -> Definitions.has(one, CONDITION, "Unknown"));
    assertThat(condition(crd, CONDITION).get("reason").text()).isEqualTo("StructuralError");
    assertThat(condition(crd, CONDITION).get("message").text())
        .isEqualTo(
            "failed to check validation schema for version v1: OpenAPIV3Schema '$ref' is not supported");
  }

  @Test
  void aSoundSchemaHasNoSuchCondition() throws Exception {
    // The conditions are told in the order of names: this one comes after the sound one's.
    definitions.await("things.reference.example.com", one -> !condition(one, CONDITION).isEmpty());
    assertThat(condition(definitions.get("things.fine.example.com"), CONDITION).isEmpty()).isTrue();
  }

  @Test
  void anEmptyBundleSpoilsNothingThatNeedsNoConversion() throws Exception {
    assertThat(things("blank").get("old").at("spec", "a").text()).isEqualTo("x");
  }

  @Test
  void everythingIsUnderTheKeysThatOthersLookFor(@TempDir Path own) throws Exception {
    try (var other = ServerUnderTest.on(own);
        var client = Admin.of(other)) {
      var made = new Definitions(client);
      made.define(Definitions.thing("keys.example.com", "{type: object}", ""));
      Things.of(client, "keys.example.com", "v1", "default").create("t", "");
    }
    try (var store = EmbeddedStore.open(own.resolve("store"))) {
      assertThat(keys(store, DEFINITIONS)).containsExactly(DEFINITIONS + "things.keys.example.com");
      assertThat(keys(store, "/registry/keys.example.com/"))
          .containsExactly("/registry/keys.example.com/things/default/t");
    }
  }

  private static List<String> keys(EmbeddedStore store, String prefix) {
    return store.range(Range.of(prefix)).items().stream().map(stored -> stored.key()).toList();
  }
}
