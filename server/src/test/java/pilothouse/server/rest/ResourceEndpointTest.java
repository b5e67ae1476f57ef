package pilothouse.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;
import pilothouse.api.Status;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.ObjectNode;
import pilothouse.server.http.Call;
import pilothouse.server.http.Response;
import pilothouse.server.http.TestCall;
import pilothouse.storage.cache.WindowLimits;

class ResourceEndpointTest {
  private static final String TABLE = "application/json;as=Table;g=meta.k8s.io;v=v1";

  private final Things things = new Things();

  @AfterEach
  void close() {
    things.close();
  }

  private static Status refused(Runnable call) {
    var statuses = new ArrayList<Status>();
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(ApiException.class, e -> statuses.add(e.status()));
    return statuses.getFirst();
  }

  private static ObjectNode tree(Response response) {
    return JsonReader.read(Bytes.utf8(TestCall.text(response))).root().object();
  }

  private static List<String> names(ObjectNode list) {
    return list.get("items").items().stream().map(i -> i.at("metadata", "name").text()).toList();
  }

  @Test
  void aCreatedObjectIsAnsweredWith201AndReadBackAsItWas() {
    Response made = things.send("POST", "things", "{'metadata':{'name':'a'},'data':{'k':'v'}}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(tree(made).get("kind").text()).isEqualTo("Thing");
    assertThat(tree(things.get("things/a"))).isEqualTo(tree(made));
  }

  @Test
  void whatTheTypeDoesNotHaveIsAWarningUnlessTheClientWantsItRefusedOrIgnored() {
    String body = "{'metadata':{'name':'a'},'datum':1,'data':{'k':'v','k':'w'}}".replace('\'', '"');
    Call warned = TestCall.of("POST", Things.url("things?dryRun=All"), body);
    things.send(warned);
    assertThat(warned.warnings().list())
        .containsExactly("unknown field \"datum\"", "duplicate field \"data.k\"");
    Call ignored =
        TestCall.of("POST", Things.url("things?dryRun=All&fieldValidation=Ignore"), body);
    things.send(ignored);
    assertThat(ignored.warnings().list()).isEmpty();
    assertThat(refused(() -> things.send("POST", "things?fieldValidation=Strict", body)).message())
        .isEqualTo(
            "Thing in version \"v1\" cannot be handled as a Thing: strict decoding error: unknown field \"datum\", duplicate field"
                + " \"data.k\"");
  }

  @Test
  void optionsThatMakeNoSenseAreRefusedAllAtOnce() {
    Status wrong =
        refused(() -> things.send("POST", "things?dryRun=Some&fieldValidation=Loud", "{}"));
    assertThat(wrong.code()).isEqualTo(422);
    assertThat(wrong.details().orElseThrow().causes())
        .extracting(Status.Cause::field)
        .containsExactly("dryRun", "fieldValidation");
    assertThat(refused(() -> things.get("things?limit=x")).message())
        .isEqualTo("strconv.ParseInt: parsing \"x\": invalid syntax");
    assertThat(refused(() -> things.get("things?resourceVersionMatch=Exact")).message())
        .contains("resourceVersionMatch is forbidden unless resourceVersion is provided");
    assertThat(refused(() -> things.get("things/a?export=true")).message())
        .isEqualTo("the export parameter, deprecated since v1.14, is no longer supported");
  }

  @Test
  void aListComesInPagesOfOneRevision() {
    things.create("a", "b", "c");
    ObjectNode first = tree(things.get("things?limit=2"));
    assertThat(names(first)).containsExactly("a", "b");
    assertThat(first.at("metadata", "remainingItemCount").number(0)).isEqualTo(1);
    things.create("ab", "d");
    String token = first.at("metadata", "continue").text();
    ObjectNode second = tree(things.get("things?limit=2&continue=" + token));
    assertThat(names(second)).containsExactly("c");
    assertThat(second.at("metadata", "resourceVersion"))
        .isEqualTo(first.at("metadata", "resourceVersion"));
    assertThat(second.get("metadata").object().has("continue")).isFalse();
  }

  @Test
  void anExpiredTokenIsRefusedWithOneThatGoesOnAtTheNewestRevision() {
    try (var forgetful = new Things(new WindowLimits(1, Duration.ZERO, 1, 1), "")) {
      forgetful.create("a", "b", "c");
      String token = tree(forgetful.get("things?limit=1")).at("metadata", "continue").text();
      forgetful.create("d", "e", "f");
      forgetful.compact();
      Status expired = refused(() -> forgetful.get("things?limit=1&continue=" + token));
      assertThat(expired.code()).isEqualTo(410);
      String next = expired.tree().at("metadata", "continue").text();
      assertThat(names(tree(forgetful.get("things?continue=" + next))))
          .containsExactly("b", "c", "d", "e", "f");
    }
  }

  @Test
  void aTokenThatIsNoneIsRefused() {
    assertThat(refused(() -> things.get("things?continue=!!")).message())
        .startsWith("invalid continue token: ");
  }

  @Test
  void oneObjectHasManyForms() {
    things.create("a");
    assertThat(TestCall.text(things.get("things/a", "Accept", "application/yaml")))
        .contains("kind: Thing");
    assertThat(TestCall.text(things.get("things/a?pretty=true"))).startsWith("{\n  \"kind\"");
    assertThat(tree(things.get("things/a", "Accept", TABLE)).at("rows").items()).hasSize(1);
    ObjectNode bare =
        tree(
            things.get(
                "things/a",
                "Accept",
                "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"));
    assertThat(bare.get("kind").text()).isEqualTo("PartialObjectMetadata");
    assertThat(bare.has("data")).isFalse();
  }

  @Test
  void theFirstFormThatCanBeMadeIsTaken() {
    things.create("a");
    String wanted = "application/json;as=Nothing;g=meta.k8s.io;v=v1, application/yaml;q=0.5";
    Response response = things.get("things/a", "Accept", wanted);
    assertThat(response.headers().first("Content-Type")).contains("application/yaml");
  }

  @Test
  void aFormThatNobodyMakesIsNotAcceptable() {
    things.create("a");
    assertThat(refused(() -> things.get("things/a", "Accept", "text/plain")).message())
        .startsWith("406: Not Acceptable");
    assertThat(
            refused(() -> things.get("things/a", "Accept", "application/json;as=Nothing;g=x;v=v1"))
                .message())
        .startsWith("only the following media types are accepted: application/json");
    assertThat(
            refused(() -> things.send("POST", "things", "{}", "Content-Type", "text/plain")).code())
        .isEqualTo(415);
  }

  @Test
  void pathsAndMethodsThatNothingAnswersAreToldApart() {
    assertThat(refused(() -> things.send("POST", "things/a", "{}")).code()).isEqualTo(405);
    assertThat(refused(() -> things.send("PUT", "things", "{}")).code()).isEqualTo(405);
    assertThat(refused(() -> things.get("things/a/nothing")).code()).isEqualTo(404);
  }

  @Test
  void aNameInTheBodyMustBeThatOfThePath() {
    things.create("a");
    assertThat(refused(() -> things.send("PUT", "things/a", "{'metadata':{'name':'b'}}")).message())
        .isEqualTo("the name of the object (b) does not match the name on the URL (a)");
    assertThat(refused(() -> things.send("PUT", "things/a", "{}")).message())
        .contains("name must be provided");
  }

  @Test
  void patchesChangeWhatTheySay() {
    things.create("a");
    things.send(
        "PATCH",
        "things/a",
        "{'data':{'k':null,'n':'1'}}",
        "Content-Type",
        "application/merge-patch+json");
    things.send(
        "PATCH",
        "things/a",
        "[{'op':'add','path':'/data/m','value':'2'}]",
        "Content-Type",
        "application/json-patch+json");
    assertThat(tree(things.get("things/a")).get("data").toString())
        .isEqualTo("{\"m\":\"2\",\"n\":\"1\"}");
  }

  @Test
  void aDeletedCollectionIsAnsweredAndGone() {
    things.create("a", "b");
    assertThat(names(tree(things.send("DELETE", "things", "")))).containsExactly("a", "b");
    assertThat(names(tree(things.get("things")))).isEmpty();
  }

  @Test
  void aDeprecatedResourceSaysSoWheneverItIsUsedAndOnlyThen() {
    try (var old = new Things(WindowLimits.DEFAULT, "things are old")) {
      Call used = TestCall.get(Things.url("things"));
      old.send(used);
      assertThat(used.warnings().list()).containsExactly("things are old");
      Call misused = TestCall.of("PUT", Things.url("things"), "{}");
      refused(() -> old.send(misused));
      assertThat(misused.warnings().list()).isEmpty();
    }
  }
}
