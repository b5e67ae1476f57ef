package pilothouse.wire.crds;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pilothouse.wire.Admin;
import pilothouse.wire.ServerUnderTest;
import pilothouse.wire.SharedServer;

/// Objects that were stored before their schema became stricter: what is wrong with them already may stay.
@ExtendWith(SharedServer.class)
final class RatchetingTest {
  private final Admin admin;

  @AutoClose("remove")
  private final Definitions definitions;

  RatchetingTest(ServerUnderTest server) throws Exception {
    admin = Admin.of(server);
    definitions = new Definitions(admin);
  }

  /// @param type of the field, without its limits
  /// @param limits that come later
  /// @param before a value that breaks them, as `after` does
  private Things stricter(String type, String limits, String before) throws Exception {
    String fields = "f: {%s}, other: {type: string}";
    Things things = definitions.things(fields.formatted(type));
    things.create("t", "spec: {f: %s}".formatted(before));
    definitions.schema(things, Definitions.spec(fields.formatted(type + ", " + limits)));
    return things;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type: integer | minimum: 10 | 1 | 2
          type: integer | maximum: 10 | 11 | 12
          type: string | enum: [a] | x | y
          type: string | minLength: 5 | abc | abd
          type: string | maxLength: 1 | abc | abd
          type: string | pattern: ^a | x | y
          type: string | format: ipv4 | x | y
          type: array, items: {type: string} | minItems: 3 | [a] | [b]
          type: array, items: {type: string} | maxItems: 1 | [a,b] | [a,c]
          type: object, additionalProperties: {type: string} | minProperties: 3 | {a: b} | {a: c}
          type: object, additionalProperties: {type: string} | maxProperties: 0 | {a: b} | {a: c}
          type: string | x-kubernetes-validations: [{rule: self == "a"}] | x | y
          """)
  void whatWasWrongMayStayAndMayNotBecomeWrongAnew(
      String type, String limits, String before, String after) throws Exception {
    Things things = stricter(type, limits, before);
    things.merge("t", "{'spec':{'other':'changed'}}");
    String json =
        after.startsWith("[") || after.startsWith("{") || type.contains("integer")
            ? after.replaceAll("([a-z]+)", "'$1'").replace(" ", "")
            : "'" + after + "'";
    assertThat(things.refusedMerge("t", "{'spec':{'f':" + json + "}}")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          allOf: [{minLength: 5}]
          anyOf: [{minLength: 5}, {pattern: ^z}]
          oneOf: [{minLength: 5}, {pattern: ^z}]
          not: {pattern: ^x}
          """)
  void aFieldThatStaysIsForgivenWhateverSaysThatItIsWrong(String limits) throws Exception {
    Things things = stricter("type: string", limits, "x");
    things.merge("t", "{'spec':{'other':'changed'}}");
    assertThat(things.refusedMerge("t", "{'spec':{'f':'xx'}}")).isNotEmpty();
  }

  @Test
  void whatSchemasSayTogetherOfAChangedObjectIsNotForgiven() throws Exception {
    String fields =
        "{type: object, properties: {spec: {type: object, %s properties: {a: {type: string}, other: {type: string}}}}}";
    Things things = definitions.things(fields.formatted(""), "");
    things.create("t", "spec: {a: x}");
    definitions.schema(things, fields.formatted("allOf: [{properties: {a: {minLength: 5}}}],"));
    assertThat(things.refusedMerge("t", "{'spec':{'other':'changed'}}")).isNotEmpty();
    things.merge("t", "{'metadata':{'labels':{'a':'b'}}}");
  }

  @Test
  void itemsAreTheSameByTheirKeysAndNotByTheirPlaces() throws Exception {
    String lists =
        "map: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [k], items: {type: object, required: [k], properties: {k: {type: string}, v: {type: string%1$s}}}}, list: {type: array, items: {type: string%1$s}}";
    Things things = definitions.things(lists.formatted(""));
    things.create("t", "spec: {map: [{k: a, v: wrong}, {k: b, v: x}], list: [wrong]}");
    definitions.schema(things, Definitions.spec(lists.formatted(", maxLength: 1")));
    things.merge("t", "{'spec':{'map':[{'k':'b','v':'y'},{'k':'a','v':'wrong'}]}}");
    assertThat(
            things.refusedMerge(
                "t", "{'spec':{'map':[{'k':'a','v':'wrong'},{'k':'c','v':'wrong'}]}}"))
        .hasSize(1);
    assertThat(things.refusedMerge("t", "{'spec':{'list':['wrong','x']}}")).hasSize(1);
  }

  @Test
  void theStatusIsForgivenInTheSameWay() throws Exception {
    String status =
        "{type: object, properties: {status: {type: object, properties: {a: {type: string%s}, b: {type: string}}}}}";
    Things things = definitions.things(status.formatted(""), ", subresources: {status: {}}");
    things.create("t", "");
    things.merge("t/status", "{'status':{'a':'wrong'}}");
    definitions.schema(things, status.formatted(", maxLength: 1"));
    things.merge("t/status", "{'status':{'b':'x'}}");
    assertThat(things.refusedMerge("t/status", "{'status':{'a':'other'}}")).hasSize(1);
  }

  @Test
  void aRuleThatIsLetPassWarnsAlsoWhereTheStatusIsWritten() throws Exception {
    String both =
        "{type: object, properties: {spec: {type: object, properties: {a: {type: string%s}}}, status: {type: object, properties: {b: {type: string}}}}}";
    Things things = definitions.things(both.formatted(""), ", subresources: {status: {}}");
    things.create("t", "spec: {a: x}");
    definitions.schema(
        things,
        both.formatted(", x-kubernetes-validations: [{rule: 'self == \"a\"', message: not a}]"));
    for (var answer :
        new java.net.http.HttpResponse<?>[] {
          things.patch("t", "{'metadata':{'labels':{'a':'b'}}}"),
          things.patch("t/status", "{'status':{'b':'x'}}")
        }) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().allValues("Warning"))
          .singleElement()
          .asString()
          .contains("spec.a: Invalid value: \\\"x\\\": not a");
    }
  }

  @Test
  void rulesOfTransitionsAreNeverForgivenAndMayBeAskedWithoutAnOldValue() throws Exception {
    Things things =
        definitions.things(
            "f: {type: string, x-kubernetes-validations: [{rule: 'self == oldSelf'}]}, g: {type: string, x-kubernetes-validations: [{rule: 'oldSelf.hasValue() || self == \"first\"', optionalOldSelf: true}]}");
    things.create("t", "spec: {f: a, g: first}");
    assertThat(things.refusedMerge("t", "{'spec':{'f':'b'}}")).hasSize(1);
    things.merge("t", "{'spec':{'g':'second'}}");
    assertThat(things.refused("u", "spec: {g: second}")).hasSize(1);
  }

  @Test
  void anObjectThatBecameTooNewToBeForgivenIsHeldToItsVersion() throws Exception {
    Things things = definitions.things("a: {type: string}");
    things.create("t", "");
    definitions.schema(
        things,
        "{type: object, properties: {kind: {type: string, enum: [Other]}, spec: {type: object, properties: {a: {type: string}}}}}");
    assertThat(things.refusedMerge("t", "{'spec':{'a':'x'}}")).hasSize(1);
  }
}
