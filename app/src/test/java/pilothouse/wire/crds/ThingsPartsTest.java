package pilothouse.wire.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static pilothouse.wire.crds.Definitions.condition;
import static pilothouse.wire.crds.Definitions.json;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.wire.Admin;
import pilothouse.wire.ServerUnderTest;
import pilothouse.wire.SharedServer;

/// What else is served of custom resources: their status and scale, tables, selections, warnings, other encodings, and their end.
@ExtendWith(SharedServer.class)
final class ThingsPartsTest {
  private static final String BOTH =
      "{type: object, required: [spec], description: things, properties: {spec: {type: object, properties: {replicas: {type: integer}, a: {type: string}}}, status: {type: object, properties: {replicas: {type: integer, minimum: 0}, selector: {type: string}}}}}";
  private static final String PARTS =
      ", subresources: {status: {}, scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas, labelSelectorPath: .status.selector}}";
  private static final String ANYTHING =
      "{type: object, x-kubernetes-preserve-unknown-fields: true}";

  private final Admin admin;

  @AutoClose("remove")
  private final Definitions definitions;

  ThingsPartsTest(ServerUnderTest server) throws Exception {
    admin = Admin.of(server);
    definitions = new Definitions(admin);
  }

  @Test
  void statusAndTheRestAreWrittenApart() throws Exception {
    Things things = definitions.things(BOTH, PARTS);
    ObjectNode created = things.create("t", "spec: {a: x}, status: {replicas: 5}");
    assertThat(created.has("status")).isFalse();
    ObjectNode status =
        json(
            things.put(
                "t/status",
                created
                    .withAt(List.of("status", "replicas"), new LongNode(2))
                    .withAt(List.of("spec", "replicas"), new LongNode(9))
                    .withAt(List.of("metadata", "labels"), ObjectNode.of("a", "b"))));
    assertThat(status.at("status", "replicas").number(0)).isEqualTo(2);
    assertThat(status.at("spec").object().has("replicas")).isFalse();
    assertThat(status.at("metadata").object().has("labels")).isFalse();
    assertThat(status.at("metadata", "generation").number(0)).isEqualTo(1);
    ObjectNode main =
        json(things.put("t", status.withAt(List.of("status", "replicas"), new LongNode(7))));
    assertThat(main.at("status", "replicas").number(0)).isEqualTo(2);
  }

  @Test
  void aWriteOfTheStatusValidatesTheStatusAlone() throws Exception {
    Things things = definitions.things(BOTH, PARTS);
    things.create("t", "spec: {a: x}");
    definitions.schema(
        things, BOTH.replace("a: {type: string}", "a: {type: string, maxLength: 0}"));
    things.merge("t/status", "{'status':{'replicas':1}}");
    assertThat(things.refusedMerge("t/status", "{'status':{'replicas':-1}}"))
        .contains(
            "status.replicas: Invalid value: -1: replicas in body should be greater than or equal to 0");
  }

  @Test
  void theGenerationCountsWhatIsWantedAlone() throws Exception {
    Things with = definitions.things(BOTH, PARTS);
    with.create("t", "spec: {a: x}");
    with.merge("t", "{'metadata':{'labels':{'a':'b'}}}");
    with.merge("t/status", "{'status':{'replicas':1}}");
    assertThat(with.get("t").at("metadata", "generation").number(0)).isEqualTo(1);
    assertThat(with.merge("t", "{'spec':{'a':'z'}}").at("metadata", "generation").number(0))
        .isEqualTo(2);
    Things without = definitions.things(BOTH, "");
    without.create("t", "spec: {a: x}");
    assertThat(
            without.merge("t", "{'status':{'replicas':1}}").at("metadata", "generation").number(0))
        .isEqualTo(2);
    assertThat(
            without
                .merge("t", "{'metadata':{'labels':{'a':'b'}}}")
                .at("metadata", "generation")
                .number(0))
        .isEqualTo(2);
  }

  @Test
  void aScaleShowsAndSetsTheCounts() throws Exception {
    Things things = definitions.things(BOTH, PARTS);
    things.create("t", "spec: {replicas: 3}");
    things.merge("t/status", "{'status':{'replicas':2,'selector':'a=b'}}");
    ObjectNode scale = json(admin.get(things.path() + "/t/scale"));
    assertThat(scale.get("kind").text()).isEqualTo("Scale");
    assertThat(scale.get("spec")).isEqualTo(json("{'replicas':3}"));
    assertThat(scale.get("status")).isEqualTo(json("{'replicas':2,'selector':'a=b'}"));
    things.put("t/scale", scale.withAt(List.of("spec", "replicas"), new LongNode(8)));
    assertThat(things.get("t").at("spec", "replicas").number(0)).isEqualTo(8);
    assertThat(things.patch("t/scale", "{'spec':{'replicas':-1}}").statusCode()).isEqualTo(422);
    assertThat(things.refused("far", "spec: {replicas: 2147483648}")).isNotEmpty();
    for (String wrong : List.of(".metadata.x", "spec.x", ".status.x"))
      assertThat(
              definitions.refused(
                  Definitions.thing(
                      Definitions.group(),
                      BOTH,
                      ", subresources: {scale: {specReplicasPath: '"
                          + wrong
                          + "', statusReplicasPath: .status.replicas}}")))
          .isNotEmpty();
  }

  @Test
  void whoAppliesAScaleOwnsTheCountOfTheObject() throws Exception {
    Things things = definitions.things(BOTH, PARTS);
    things.apply("t", "owner", "spec: {a: x, replicas: 1}");
    String scale =
        "{apiVersion: autoscaling/v1, kind: Scale, metadata: {name: t}, spec: {replicas: 5}}";
    String path = things.path() + "/t/scale?fieldManager=scaler";
    assertThat(admin.patch(path, Definitions.APPLY, scale).statusCode()).isEqualTo(409);
    assertThat(admin.patch(path + "&force=true", Definitions.APPLY, scale).statusCode())
        .isEqualTo(200);
    Node managers = things.get("t").at("metadata", "managedFields");
    assertThat(managers.items())
        .anySatisfy(entry -> {
          assertThat(entry.get("manager").text()).isEqualTo("scaler");
          assertThat(entry.get("subresource").text()).isEqualTo("scale");
          assertThat(entry.get("apiVersion").text()).isEqualTo(things.apiVersion());
          assertThat(entry.get("fieldsV1")).isEqualTo(json("{'f:spec':{'f:replicas':{}}}"));
        })
        .anySatisfy(entry -> {
          assertThat(entry.get("manager").text()).isEqualTo("owner");
          assertThat(entry.get("fieldsV1")).isEqualTo(json("{'f:spec':{'f:a':{}}}"));
        });
  }

  @Test
  void partsAreDiscoveredAndPatchedByMergeAlone() throws Exception {
    Things things = definitions.things(BOTH, PARTS);
    things.create("t", "spec: {replicas: 1}");
    var listed = json(admin.get("/apis/" + things.apiVersion())).get("resources").items();
    assertThat(listed.stream().map(r -> r.get("name").text()))
        .containsExactlyInAnyOrder("things", "things/status", "things/scale");
    assertThat(listed)
        .anySatisfy(r -> {
          assertThat(r.get("name").text()).isEqualTo("things/scale");
          assertThat(
                  r.get("group").text()
                      + "/"
                      + r.get("version").text()
                      + " "
                      + r.get("kind").text())
              .isEqualTo("autoscaling/v1 Scale");
        });
    String revision = Things.revision(things.merge("t/status", "{'status':{'replicas':1}}"));
    assertThat(Things.revision(things.merge("t/status", "{'status':{'replicas':1}}")))
        .isEqualTo(revision);
    String scaled = Things.revision(things.merge("t/scale", "{'spec':{'replicas':2}}"));
    assertThat(Things.revision(things.merge("t/scale", "{'spec':{'replicas':2}}")))
        .isEqualTo(scaled);
    for (String part : List.of("", "/status", "/scale"))
      assertThat(
              admin
                  .patch(
                      things.path() + "/t" + part, "application/strategic-merge-patch+json", "{}")
                  .statusCode())
          .isEqualTo(415);
  }

  @Test
  void aTableHasTheColumnsOfItsVersion() throws Exception {
    String columns =
        ", additionalPrinterColumns: [{name: Who, type: string, jsonPath: .spec.who}, {name: Born, type: date, jsonPath: .metadata.creationTimestamp, priority: 1}, {name: Count, type: integer, jsonPath: .spec.count}, {name: All, type: string, jsonPath: '.spec.list[*]'}]";
    Things things = definitions.things(ANYTHING, columns);
    things.create("t", "spec: {who: me, count: x, list: [a, b]}");
    for (String version : List.of("v1", "v1beta1")) {
      ObjectNode table = table(things, version);
      assertThat(table.get("columnDefinitions").items().stream().map(c -> c.get("name").text()))
          .containsExactly("Name", "Who", "Born", "Count", "All");
      assertThat(table.get("columnDefinitions").items().get(1).get("description").text())
          .isEqualTo("Custom resource definition column (in JSONPath format): .spec.who");
      assertThat(table.get("columnDefinitions").items().get(2).get("priority").number(0))
          .isEqualTo(1);
      Node row = table.get("rows").items().getFirst();
      assertThat(row.get("cells").items().get(1).text()).isEqualTo("me");
      assertThat(row.get("cells").items().get(2).text()).endsWith("s");
      assertThat(row.get("cells").items().get(3).isNull()).isTrue();
      assertThat(row.at("object", "kind").text()).isEqualTo("PartialObjectMetadata");
    }
    definitions.change(
        Definitions.name(things),
        ObjectNode.EMPTY
            .withAt(
                List.of("spec", "versions"),
                pilothouse.api.tree.ListNode.of(
                    definitions
                        .get(Definitions.name(things))
                        .at("spec", "versions")
                        .items()
                        .getFirst()
                        .object()
                        .without("additionalPrinterColumns")))
            .toString());
    assertThat(
            table(things, "v1").get("columnDefinitions").items().stream()
                .map(c -> c.get("name").text()))
        .containsExactly("Name", "Age");
  }

  private ObjectNode table(Things things, String version) throws Exception {
    return json(
        admin.send(
            admin
                .request(things.path())
                .header("Accept", "application/json;as=Table;g=meta.k8s.io;v=" + version)));
  }

  @Test
  void objectsAreSelectedByTheFieldsThatTheDefinitionNames() throws Exception {
    String schema =
        "spec: {type: object, properties: {s: {type: string}, b: {type: boolean}, i: {type: integer}, e: {type: string, enum: [k, m]}, x: {type: string}}}";
    Things things =
        definitions.things(
            "{type: object, properties: {" + schema + "}}",
            ", selectableFields: [{jsonPath: .spec.s}, {jsonPath: .spec.b}, {jsonPath: .spec.i}, {jsonPath: .spec.e}]");
    String since = Things.revision(things.create("a", "spec: {s: one, b: true, i: 1, e: k}"));
    things.create("b", "spec: {s: two, b: false, i: 2, e: m}");
    for (String selector :
        List.of("spec.s=one", "spec.b=true", "spec.i=1", "spec.e=k", "spec.s!=two"))
      assertThat(things.names("?fieldSelector=" + selector)).as(selector).containsExactly("a");
    var unknown = admin.get(things.path() + "?fieldSelector=spec.x=1");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(json(unknown).get("message").text()).contains("field label not supported: spec.x");
    things.merge("a", "{'spec':{'s':'two'}}");
    assertThat(things.watched("&fieldSelector=spec.s=one&resourceVersion=" + since, 1))
        .containsExactly("DELETED a");
    admin.delete(things.path() + "?fieldSelector=spec.i=2");
    assertThat(things.names("")).containsExactly("a");
    String fields = "x-kubernetes-selectable-fields";
    assertThat(admin.get("/openapi/v3/apis/" + things.apiVersion()).body()).contains(fields);
    Definitions.await(
        () -> admin.get("/openapi/v2").body(),
        body -> body.contains(things.apiVersion().split("/")[0]) && body.contains(fields));
  }

  @Test
  void aDeprecatedVersionWarns() throws Exception {
    Things worded =
        definitions.things(
            ANYTHING, ", deprecated: true, deprecationWarning: 'use things no more'");
    assertThat(warnings(admin.get(worded.path()))).containsExactly("299 - \"use things no more\"");
    Things plain = definitions.things(ANYTHING, ", deprecated: true");
    assertThat(warnings(plain.post("t", "")))
        .containsExactly("299 - \"" + plain.apiVersion() + " Thing is deprecated\"");
    Things current = definitions.things(ANYTHING, "");
    assertThat(warnings(current.post("t", ""))).isEmpty();
  }

  private static List<String> warnings(HttpResponse<String> answer) {
    return answer.headers().allValues("Warning");
  }

  @Test
  void yamlIsSpokenInBothDirections() throws Exception {
    Things things = definitions.things(BOTH, PARTS);
    for (String path :
        List.of("/apis/" + things.apiVersion(), things.path(), things.path() + "/none"))
      assertThat(yaml(path).body()).startsWith("apiVersion: ");
    things.create("t", "spec: {replicas: 1}");
    assertThat(yaml(things.path() + "/t").body()).contains("kind: Thing\n", "  replicas: 1\n");
    assertThat(yaml(things.path() + "/t/scale").body()).contains("kind: Scale\n");
    var put =
        admin.put(
            things.path() + "/t/status",
            Definitions.YAML,
            yaml(things.path() + "/t").body() + "status:\n  replicas: 4\n");
    assertThat(json(put).at("status", "replicas").number(0)).isEqualTo(4);
  }

  private HttpResponse<String> yaml(String path) throws Exception {
    return admin.send(admin.request(path).header("Accept", Definitions.YAML));
  }

  @Test
  void cborIsNeitherReadNorWritten() throws Exception {
    Things things = definitions.things(ANYTHING, "");
    assertThat(
            admin
                .send(admin.request(things.path()).header("Accept", "application/cbor"))
                .statusCode())
        .isEqualTo(406);
    assertThat(admin.post(things.path(), "application/cbor", "x").statusCode()).isEqualTo(415);
    assertThat(
            admin
                .patch(things.path() + "/t?fieldManager=a", "application/apply-patch+cbor", "x")
                .statusCode())
        .isEqualTo(415);
  }

  @Test
  void finalizersKeepAnObjectUntilTheyAreGone() throws Exception {
    Things things = definitions.things(ANYTHING, "");
    things.create("t", "metadata: {name: t, finalizers: [a.b/c]}");
    assertThat(things.delete("t").statusCode()).isEqualTo(200);
    assertThat(things.get("t").at("metadata", "deletionTimestamp").isNull()).isFalse();
    assertThat(things.delete("t").statusCode()).isEqualTo(200);
    things.merge("t", "{'metadata':{'finalizers':null}}");
    assertThat(things.status("t")).isEqualTo(404);
  }

  @Test
  void aDefinitionWaitsForAnObjectThatIsHeld() throws Exception {
    Things things = definitions.things(ANYTHING, "");
    things.create("t", "metadata: {name: t, finalizers: [a.b/c]}");
    String definition = Definitions.PATH + "/" + Definitions.name(things);
    admin.delete(definition);
    Definitions.await(
        () -> things.get("t").at("metadata", "deletionTimestamp"), time -> !time.isNull());
    assertThat(things.patch("t", "{'spec':{'x':1}}").statusCode()).isEqualTo(200);
    assertThat(admin.get(definition).statusCode()).isEqualTo(200);
    things.merge("t", "{'metadata':{'finalizers':null}}");
    Definitions.await(() -> admin.get(definition).statusCode(), code -> code == 404);
    assertThat(things.status("t")).isEqualTo(404);
  }

  @Test
  void aDefinitionThatGoesTakesNoNewObjects() throws Exception {
    Things things = definitions.things(ANYTHING, "");
    String name = Definitions.name(things);
    definitions.change(name, "{'metadata':{'finalizers':['a.b/c']}}");
    admin.delete(Definitions.PATH + "/" + name);
    definitions.await(name, crd -> !condition(crd, "Terminating").isEmpty());
    for (var answer :
        List.of(
            things.post("t", ""),
            things.apply("t", "a", "spec: {x: 1}"),
            admin.post(
                things.path() + "?dryRun=All",
                Definitions.YAML,
                "{apiVersion: %s, kind: Thing, metadata: {name: t}}"
                    .formatted(things.apiVersion())))) {
      assertThat(answer.statusCode()).as(answer.body()).isIn(403, 405);
      assertThat(answer.body()).contains("terminating");
    }
    definitions.change(name, "{'metadata':{'finalizers':null}}");
  }

  @Test
  void aDefinitionIsChangedWhileItsObjectsAreReadAndWatched() throws Exception {
    Things things = definitions.things("a: {type: string}");
    things.create("t", "spec: {a: x}");
    for (int i = 0; i < 10; i++) {
      var watch = admin.later(admin.request(things.path() + "?watch=true&timeoutSeconds=5"));
      definitions.schema(
          things, Definitions.spec("a: {type: string}, b%d: {type: string}".formatted(i)));
      assertThat(things.get("t").at("spec", "a").text()).isEqualTo("x");
      var ended = watch.get(5, java.util.concurrent.TimeUnit.MINUTES);
      assertThat(ended.statusCode()).isEqualTo(200);
      assertThat(ended.body()).doesNotContain("ERROR");
    }
    assertThat(things.watched("", 1)).containsExactly("ADDED t");
  }

  @Test
  void anUnreadableBundleKeepsADefinitionFromBeingServed() throws Exception {
    String group = Definitions.group();
    String webhook =
        Definitions.thing(group, ANYTHING, "")
            + "  conversion: {strategy: Webhook, webhook: {conversionReviewVersions: [v1], clientConfig: {caBundle: Cg==, service: {namespace: default, name: none}}}}\n";
    definitions.create(webhook);
    ObjectNode crd =
        definitions.await(
            "things." + group,
            one -> condition(one, "Established").get("reason").text().equals("InvalidCABundle"));
    assertThat(Definitions.has(crd, "Established", "False")).isTrue();
    definitions.change(
        "things." + group,
        "{'spec':{'conversion':{'webhook':{'clientConfig':{'caBundle':null}}}}}");
    definitions.await("things." + group, one -> Definitions.has(one, "Established", "True"));
  }

  @Test
  void aGroupOfKubernetesNeedsApproval() throws Exception {
    String group = Definitions.group().replace("example.com", "k8s.io");
    String plain = Definitions.thing(group, ANYTHING, "");
    assertThat(definitions.refused(plain))
        .singleElement()
        .asString()
        .startsWith("metadata.annotations[api-approved.kubernetes.io]: Required value");
    ObjectNode crd =
        definitions.define(
            plain.replace(
                "metadata: {",
                "metadata: {annotations: {api-approved.kubernetes.io: 'https://x.y/1'}, "));
    assertThat(
            definitions
                .await(
                    "things." + group,
                    one -> Definitions.has(one, "KubernetesAPIApprovalPolicyConformant", "True"))
                .at("metadata", "uid"))
        .isEqualTo(crd.at("metadata", "uid"));
  }

  @Test
  void whatIsTooLargeOrTooDeepIsRefused() throws Exception {
    Things things = definitions.things(ANYTHING, "");
    String large = "x".repeat(3 * 1024 * 1024 + 1);
    assertThat(things.post("t", "spec: {a: " + large + "}").statusCode()).isEqualTo(413);
    things.create("t", "");
    String deep = "[".repeat(100_000);
    assertThat(admin.post(things.path(), Admin.JSON, deep).statusCode()).isEqualTo(400);
    assertThat(admin.post(things.path(), Definitions.YAML, deep).statusCode()).isEqualTo(400);
    for (String type : List.of(Definitions.MERGE, "application/json-patch+json"))
      assertThat(admin.patch(things.path() + "/t", type, deep).statusCode()).isEqualTo(400);
    assertThat(
            admin.patch(things.path() + "/t?fieldManager=a", Definitions.APPLY, deep).statusCode())
        .isEqualTo(400);
    assertThat(things.status("t")).isEqualTo(200);
  }

  @Test
  void anApplyCreatesChangesAndConflicts() throws Exception {
    Things things = definitions.things(ANYTHING, "");
    assertThat(things.apply("t", "one", "spec: {a: x}").statusCode()).isEqualTo(201);
    assertThat(things.apply("t", "one", "spec: {a: z}").statusCode()).isEqualTo(200);
    assertThat(things.apply("t", "two", "spec: {a: w}").statusCode()).isEqualTo(409);
    assertThat(things.apply("t", "two", "spec: {b: w}").statusCode()).isEqualTo(200);
    assertThat(things.get("t").get("spec")).isEqualTo(json("{'a':'z','b':'w'}"));
  }
}
