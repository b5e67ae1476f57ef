package pilothouse.wire.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static pilothouse.wire.crds.Definitions.json;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pilothouse.api.tree.ObjectNode;
import pilothouse.wire.Admin;
import pilothouse.wire.ServerUnderTest;
import pilothouse.wire.SharedServer;

/// What a schema does with what clients write: refuses, drops, adds, and lets pass what was wrong before.
@ExtendWith(SharedServer.class)
final class ThingsContentTest {
  private final Admin admin;

  @AutoClose("remove")
  private final Definitions definitions;

  ThingsContentTest(ServerUnderTest server) throws Exception {
    admin = Admin.of(server);
    definitions = new Definitions(admin);
  }

  @Test
  void whatTheSchemaWantsIsTaken() throws Exception {
    Things things =
        definitions.things(
            "v: {type: number, minimum: 1}, s: {type: string, pattern: '^a'}, e: {type: string, enum: [k, m]}, o: {type: object, x-kubernetes-preserve-unknown-fields: true, oneOf: [{required: [p]}, {required: [q]}]}, l: {type: array, items: {type: string, minLength: 2}}");
    things.create("right", "spec: {v: 1.5, s: ab, e: m, o: {p: 1}, l: [ab]}");
    assertThat(things.refused("wrong", "spec: {v: 0.5, s: b, e: z, o: {}, l: [a]}"))
        .containsExactlyInAnyOrder(
            "spec.v: Invalid value: 0.5: spec.v in body should be greater than or equal to 1",
            "spec.s: Invalid value: \"b\": spec.s in body should match '^a'",
            "spec.e: Unsupported value: \"z\": supported values: \"k\", \"m\"",
            "<nil>: Invalid value: \"\": \"spec.o\" must validate one and only one schema (oneOf). Found none valid",
            "spec.o.p: Required value",
            "spec.l[0]: Invalid value: \"a\": spec.l[0] in body should be at least 2 chars long");
  }

  @Test
  void anUpdateCannotTakeAwayWhatIsRequired() throws Exception {
    Things things =
        definitions.things(
            "{type: object, required: [spec], properties: {spec: {type: object, required: [a], properties: {a: {type: string}}}}}",
            "");
    things.create("t", "spec: {a: x}");
    assertThat(things.refusedMerge("t", "{'spec':{'a':null}}"))
        .containsExactly("spec.a: Required value");
    assertThat(things.refusedMerge("t", "{'spec':null}")).containsExactly("spec: Required value");
  }

  @Test
  void whatIsEmptyOrZeroIsThereAndChecked() throws Exception {
    Things things =
        definitions.things(
            "s: {type: string, minLength: 1}, l: {type: array, minItems: 1, items: {type: string}}, v: {type: integer, minimum: 1}, b: {type: boolean, enum: [true]}, z: {type: string, nullable: true}, w: {type: string}");
    assertThat(things.refused("empty", "spec: {s: '', l: [], v: 0, b: false}")).hasSize(4);
    ObjectNode nulled = things.create("nulled", "spec: {z: null}");
    assertThat(nulled.get("spec").object().has("z")).isTrue();
    assertThat(things.create("dropped", "spec: {w: null}").get("spec")).isEqualTo(ObjectNode.EMPTY);
  }

  @Test
  void aTighterSchemaHoldsFromTheNextWrite() throws Exception {
    Things things = definitions.things("a: {type: string}");
    things.create("old", "spec: {a: long}");
    definitions.schema(things, Definitions.spec("a: {type: string, maxLength: 2}"));
    assertThat(things.refused("new", "spec: {a: long}")).hasSize(1);
    assertThat(things.get("old").at("spec", "a").text()).isEqualTo("long");
  }

  @Test
  void listsOfSchemasAsItemsAndTheirLikeAreRefused() throws Exception {
    for (String wrong :
        List.of(
            "a: {type: array, items: [{type: string}]}",
            "a: {type: array, uniqueItems: true, items: {type: string}}",
            "a: {type: object, additionalProperties: false, properties: {b: {type: string}}}",
            "a: {$ref: '#/x'}")) {
      var answer =
          admin.post(
              Definitions.PATH,
              Definitions.YAML,
              Definitions.thing(Definitions.group(), Definitions.spec(wrong), ""));
      assertThat(answer.statusCode()).as(wrong + answer.body()).isIn(400, 422);
    }
  }

  @Test
  void whatIsUnknownIsDroppedWhereverItIs() throws Exception {
    Things things =
        definitions.things(
            "{type: object, properties: {spec: {type: object, properties: {known: {type: object, properties: {a: {type: string}}}, list: {type: array, items: {type: object, properties: {a: {type: string}}}}, map: {type: object, additionalProperties: {type: object, properties: {a: {type: string}}}}, open: {type: object, x-kubernetes-preserve-unknown-fields: true, properties: {a: {type: object, properties: {b: {type: string}}}}}}}, status: {type: object, properties: {a: {type: string}}}}}",
            ", subresources: {status: {}}");
    ObjectNode created =
        things.create(
            "t",
            "metadata: {name: t, w: 1}, x: 1, spec: {x: 1, known: {a: b, x: 1}, list: [{a: b, x: 1}], map: {k: {a: b, x: 1}}, open: {x: {w: 1}, a: {b: c, x: 1}}}");
    assertThat(created.get("spec"))
        .isEqualTo(
            json(
                "{'known':{'a':'b'},'list':[{'a':'b'}],'map':{'k':{'a':'b'}},'open':{'a':{'b':'c'},'x':{'w':1}}}"));
    assertThat(created.has("x")).isFalse();
    assertThat(created.at("metadata").object().has("w")).isFalse();
    assertThat(things.merge("t/status", "{'status':{'a':'b','x':1}}").get("status"))
        .isEqualTo(json("{'a':'b'}"));
    assertThat(things.merge("t", "{'spec':{'x':1,'known':{'x':2}}}").get("spec"))
        .isEqualTo(created.get("spec"));
  }

  @Test
  void embeddedObjectsKeepTheirTypeAndTheirMetadata() throws Exception {
    Things things =
        definitions.things(
            "pod: {type: object, x-kubernetes-embedded-resource: true, properties: {spec: {type: object}}}");
    ObjectNode created =
        things.create(
            "t",
            "spec: {pod: {apiVersion: v1, kind: Pod, x: 1, metadata: {name: p, w: 1, labels: {a: b}}}}");
    assertThat(created.at("spec", "pod"))
        .isEqualTo(
            json("{'apiVersion':'v1','kind':'Pod','metadata':{'labels':{'a':'b'},'name':'p'}}"));
    assertThat(things.refused("none", "spec: {pod: {metadata: {name: p}}}"))
        .containsExactly("spec.pod.apiVersion: Required value", "spec.pod.kind: Required value");
    assertThat(
            things.refused(
                "bad", "spec: {pod: {apiVersion: v1, kind: Pod, metadata: {labels: {a: '?'}}}}"))
        .singleElement()
        .asString()
        .startsWith("spec.pod.metadata.labels: Invalid value: \"?\"");
    assertThat(things.refusedMerge("t", "{'spec':{'pod':{'kind':null}}}")).hasSize(1);
  }

  @Test
  void defaultsComeWithWritesAndWithReads() throws Exception {
    String status = ", subresources: {status: {}}";
    String schema =
        "{type: object, properties: {spec: {type: object, properties: {a: {type: string, default: A}%s, in: {type: object, properties: {x: {type: string, default: X}}}}}, status: {type: object, default: {}, properties: {c: {type: string, default: C}}}}}";
    Things things = definitions.things(schema.formatted(""), status);
    ObjectNode created = things.create("t", "spec: {}");
    assertThat(created.get("spec")).isEqualTo(json("{'a':'A'}"));
    assertThat(things.merge("t", "{'spec':{'in':{}}}").at("spec", "in", "x").text()).isEqualTo("X");
    String since = Things.revision(things.get("t"));

    definitions.schema(things, schema.formatted(", b: {type: string, default: B}"));
    assertThat(things.get("t").at("spec", "b").text()).isEqualTo("B");
    for (String query : List.of("", "?resourceVersion=0"))
      assertThat(things.list(query).get("items").items())
          .allSatisfy(item -> assertThat(item.at("spec", "b").text()).isEqualTo("B"));
    assertThat(things.events("", 1).stream().map(event -> event.at("object", "spec", "b").text()))
        .containsExactly("B");
    assertThat(Things.revision(things.get("t"))).isEqualTo(since);

    definitions.schema(things, schema.formatted(""));
    assertThat(things.get("t").get("spec").object().has("b")).isFalse();
    assertThat(things.get("t").at("spec", "a").text()).isEqualTo("A");
  }

  @Test
  void defaultsOfEmbeddedMetadataMustBeMetadata() throws Exception {
    String embedded =
        "p: {type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true, properties: {metadata: {type: object, properties: {name: {type: string}}, default: %s}}}";
    assertThat(
            definitions.refused(
                Definitions.thing(
                    Definitions.group(),
                    Definitions.spec(embedded.formatted("{name: 'a/b'}")),
                    "")))
        .singleElement()
        .asString()
        .contains("must result in valid metadata");
  }

  @Test
  void metadataOfTheWrongTypeIsRefusedAndItsGenerationIsOurs() throws Exception {
    Things things = definitions.things("a: {type: string}");
    var wrong = things.post("t", "metadata: {name: t, labels: {a: 1}}");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(json(wrong).get("message").text()).contains("cannot be handled as a Thing: ");
    ObjectNode created = things.create("t", "metadata: {name: t, generation: 9, unknown: x}");
    assertThat(created.at("metadata", "generation").number(0)).isEqualTo(1);
    assertThat(created.at("metadata").object().has("unknown")).isFalse();
  }

  @Test
  void setsAndMapsHaveNothingTwiceUnlessTheyHadBefore() throws Exception {
    String lists =
        "set: {type: array, %s items: {type: string}}, map: {type: array, %s items: {type: object, required: [k], properties: {k: {type: string}, v: {type: integer}}}}, atomic: {type: array, items: {type: string}}";
    Things things = definitions.things(lists.formatted("", ""));
    things.create("old", "spec: {set: [a, a], atomic: [a, a]}");
    definitions.schema(
        things,
        Definitions.spec(
            lists.formatted(
                "x-kubernetes-list-type: set,",
                "x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [k],")));
    assertThat(things.refused("new", "spec: {set: [a, b, a], map: [{k: x}, {k: z}, {k: x}]}"))
        .containsExactlyInAnyOrder(
            "spec.set[2]: Duplicate value: \"a\"", "spec.map[2]: Duplicate value: {\"k\":\"x\"}");
    things.create("atomic", "spec: {atomic: [a, a]}");
    things.merge("old", "{'metadata':{'labels':{'a':'b'}}}");
    things.merge("old", "{'spec':{'set':['a']}}");
    assertThat(things.refusedMerge("old", "{'spec':{'set':['a','a']}}")).hasSize(1);
  }

  @Test
  void anAppliedNullStaysWhereNullMayBe() throws Exception {
    Things things =
        definitions.things(
            "may: {type: object, nullable: true, properties: {a: {type: string}}}, must: {type: object, properties: {a: {type: string}}}");
    var kept = things.apply("t", "one", "spec: {may: null}");
    assertThat(kept.statusCode()).as(kept.body()).isEqualTo(201);
    assertThat(json(kept).get("spec")).isEqualTo(json("{'may':null}"));
    var refused = things.apply("u", "one", "spec: {must: null}");
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
    assertThat(refused.body()).contains("spec.must in body must be of type object");
  }
}
