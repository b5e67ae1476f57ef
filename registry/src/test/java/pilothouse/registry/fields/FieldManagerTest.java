package pilothouse.registry.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static pilothouse.registry.fields.Examples.json;
import static pilothouse.registry.fields.Examples.thing;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import pilothouse.api.ApiException;
import pilothouse.api.Status;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

class FieldManagerTest {
  private static final String VERSION = "example.com/v1";

  private static FieldManager at(String time, String subresource, String reset) {
    var clock = Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
    return new FieldManager(
        Examples.THING,
        Examples.KIND,
        subresource,
        FieldSet.ofNames(reset),
        Versions.only(VERSION, Examples.THING),
        clock);
  }

  private final FieldManager main = at("2026-01-01T00:00:00Z", "", "status");
  private final FieldManager later = at("2026-01-01T01:00:00Z", "", "status");

  /// An object as it is stored: with a uid, which says that it exists.
  private static ObjectNode stored(ObjectNode object) {
    return object.withAt(List.of("metadata", "uid"), json("'u'"));
  }

  private ObjectNode applied(ObjectNode live, String manager, String spec) {
    return stored(main.apply(live, thing(spec), manager, false));
  }

  private ObjectNode fresh(String manager, String spec) {
    return applied(ObjectNode.EMPTY, manager, spec);
  }

  private static ListNode entries(ObjectNode object) {
    return (ListNode) object.at("metadata", "managedFields");
  }

  private static String fields(ObjectNode object, String manager) {
    return entries(object).items().stream()
        .filter(entry -> entry.get("manager").text().equals(manager))
        .map(entry -> entry.get("fieldsV1").toString().replace('"', '\''))
        .findFirst()
        .orElse("none");
  }

  private static void refused(int code, String message, Runnable write) {
    assertThatThrownBy(write::run)
        .hasMessage(message)
        .asInstanceOf(type(ApiException.class))
        .extracting(e -> e.status().code())
        .isEqualTo(code);
  }

  @Test
  void aCreateOwnsAllThatItSets() {
    ObjectNode created =
        main.update(
            ObjectNode.EMPTY,
            thing(
                "{'name':'a','labels':{'l':'1'}}",
                "{'replicas':1,'selector':{'a':'b'},'ports':[{'port':80}],'args':['x']}"),
            "me");
    assertThat(fields(created, "me"))
        .isEqualTo(
            "{'f:metadata':{'f:labels':{'.':{},'f:l':{}}},'f:spec':{'f:args':{},'f:ports':{'.':{},"
                + "'k:{\\'port\\':80,\\'protocol\\':\\'TCP\\'}':{'.':{},'f:port':{}}},'f:replicas':{},"
                + "'f:selector':{}}}");
    Node entry = entries(created).items().getFirst();
    assertThat(entry.object().names())
        .containsExactly("manager", "operation", "apiVersion", "time", "fieldsType", "fieldsV1");
    assertThat(entry.get("time").text()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void anUpdateTakesWhatItChanges() {
    ObjectNode live = fresh("one", "{'replicas':1,'paused':true}");
    ObjectNode changed = live.withAt(List.of("spec", "replicas"), json("2"));
    ObjectNode updated = later.update(live, changed, "two");
    assertThat(fields(updated, "one")).isEqualTo("{'f:spec':{'f:paused':{}}}");
    assertThat(fields(updated, "two")).isEqualTo("{'f:spec':{'f:replicas':{}}}");
  }

  @Test
  void anUpdateThatChangesNothingNotesNothing() {
    ObjectNode live = fresh("one", "{'replicas':1}");
    assertThat(later.update(live, live, "two")).isEqualTo(live);
  }

  @Test
  void anApplyThatChangesNothingKeepsTheTime() {
    ObjectNode live = fresh("one", "{'replicas':1}");
    assertThat(later.apply(live, thing("{'replicas':1}"), "one", false)).isEqualTo(live);
    ObjectNode shared = later.apply(live, thing("{'replicas':1}"), "two", false);
    assertThat(entries(shared).items().getFirst().object().has("time")).isFalse();
    assertThat(fields(shared, "two")).isEqualTo("{'f:spec':{'f:replicas':{}}}");
  }

  @Test
  void whatIsNoLongerAppliedGoesUnlessAnotherOwnsIt() {
    ObjectNode live = fresh("one", "{'replicas':1,'ports':[{'port':80},{'port':81}]}");
    live = applied(live, "two", "{'ports':[{'port':81}]}");
    ObjectNode less = applied(live, "one", "{'replicas':1}");
    assertThat(less.get("spec")).isEqualTo(json("{'replicas':1,'ports':[{'port':81}]}"));
    assertThat(fields(less, "one")).isEqualTo("{'f:spec':{'f:replicas':{}}}");
  }

  @Test
  void anItemGoesWithWhoOwnsItWhateverOthersSetInIt() {
    ObjectNode live = fresh("one", "{'ports':[{'port':80}]}");
    ObjectNode named = live.withAt(List.of("spec"), json("{'ports':[{'port':80,'name':'n'}]}"));
    ObjectNode less = applied(main.update(live, named, "two"), "one", "{}");
    assertThat(less.at("spec", "ports").items()).isEmpty();
  }

  @Test
  void aConflictNamesManagersAndFields() {
    ObjectNode live = fresh("one", "{'replicas':1,'args':['x'],'ports':[{'port':80,'name':'a'}]}");
    refused(
        409,
        "Apply failed with 1 conflict: conflict with \"one\": .spec.replicas",
        () -> applied(live, "two", "{'replicas':2}"));
    refused(
        409,
        "Apply failed with 2 conflicts: conflicts with \"one\":\n"
            + "- .spec.args\n"
            + "- .spec.ports[port=80,protocol=\"TCP\"].name",
        () -> applied(live, "two", "{'args':[],'ports':[{'port':80,'name':'b'}]}"));
    assertThatThrownBy(() -> applied(live, "two", "{'replicas':2}"))
        .asInstanceOf(type(ApiException.class))
        .extracting(e -> e.status().details().orElseThrow().causes())
        .isEqualTo(
            List.of(
                new Status.Cause(
                    "FieldManagerConflict", "conflict with \"one\"", ".spec.replicas")));
  }

  @Test
  void forceTakesTheFields() {
    ObjectNode live = fresh("one", "{'replicas':1,'paused':true}");
    ObjectNode forced = main.apply(live, thing("{'replicas':2}"), "two", true);
    assertThat(forced.at("spec", "replicas").number(0)).isEqualTo(2);
    assertThat(fields(forced, "one")).isEqualTo("{'f:spec':{'f:paused':{}}}");
  }

  @Test
  void setsUniteAndAtomicFieldsAreOwnedWhole() {
    ObjectNode config = thing("{'name':'a','finalizers':['x/b']}", "{'selector':{'a':'b'}}");
    ObjectNode live =
        main.update(ObjectNode.EMPTY, thing("{'name':'a','finalizers':['x/a']}", "{}"), "one");
    ObjectNode both = main.apply(stored(live), config, "two", false);
    assertThat(both.at("metadata", "finalizers")).isEqualTo(json("['x/a','x/b']"));
    assertThat(fields(both, "two"))
        .isEqualTo("{'f:metadata':{'f:finalizers':{'v:\\'x/b\\'':{}}},'f:spec':{'f:selector':{}}}");
  }

  @Test
  void contentWithoutATypeMergesAsItLooks() {
    ObjectNode live = fresh("one", "{'raw':{'a':{'x':1},'l':[1]}}");
    ObjectNode both = applied(live, "two", "{'raw':{'a':{'y':2}}}");
    assertThat(both.at("spec", "raw")).isEqualTo(json("{'a':{'x':1,'y':2},'l':[1]}"));
    assertThat(fields(both, "one")).contains("'f:l':{}").contains("'f:x':{}");
  }

  @Test
  void whatWasThereBeforeTheFirstApplyHasAnOwner() {
    ObjectNode untracked = stored(thing("{'replicas':1}"));
    assertThat(main.update(untracked, untracked, "me")).isEqualTo(untracked);
    refused(
        409,
        "Apply failed with 1 conflict: conflict with \"before-first-apply\" using example.com/v1:"
            + " .spec.replicas",
        () -> applied(untracked, "two", "{'replicas':2}"));
  }

  @Test
  void managedFieldsCanBeReset() {
    ObjectNode live = fresh("one", "{'replicas':1}");
    for (String reset : List.of("[]", "[{}]")) {
      ObjectNode asked = live.withAt(List.of("metadata", "managedFields"), json(reset));
      assertThat(main.update(live, asked, "me").at("metadata", "managedFields").isNull()).isTrue();
    }
  }

  @Test
  void unreadableManagedFieldsAreThoseOfTheLiveObject() {
    ObjectNode live = fresh("one", "{'replicas':1}");
    ObjectNode bogus =
        live.withAt(List.of("metadata", "managedFields"), json("[{'operation':'Bogus'}]"));
    assertThat(main.update(live, bogus, "me")).isEqualTo(live);
  }

  @Test
  void aManagerOfAVersionThatIsGoneGoesToo() {
    ObjectNode live = fresh("one", "{'replicas':1}");
    String entries = entries(live).toString().replace("example.com/v1", "example.com/v0");
    ObjectNode old = live.withAt(List.of("metadata", "managedFields"), json(entries));
    ObjectNode changed = live.withAt(List.of("spec", "paused"), json("true"));
    assertThat(fields(main.update(old, ManagedFields.removedFrom(changed), "me"), "one"))
        .isEqualTo("none");
  }

  @Test
  void moreThanTenUpdatersBecomeAncient() {
    ObjectNode live = stored(main.update(ObjectNode.EMPTY, thing("{'raw':{'k':0}}"), "m0"));
    for (int i = 1; i <= 11; i++) {
      ObjectNode changed = live.withAt(List.of("spec", "raw", "k" + i), json("1"));
      live = at("2026-01-01T00:00:%02dZ".formatted(i), "", "status").update(live, changed, "m" + i);
    }
    assertThat(entries(live).items()).hasSize(10);
    assertThat(fields(live, "ancient-changes")).contains("'f:k1':{}");
  }

  @Test
  void whatAnEndpointResetsIsNotOwnedThere() {
    ObjectNode created =
        main.update(
            ObjectNode.EMPTY, thing("{'replicas':1}").with("status", json("{'phase':'x'}")), "me");
    assertThat(fields(created, "me")).isEqualTo("{'f:spec':{'f:replicas':{}}}");
    FieldManager status = at("2026-01-01T00:00:00Z", "status", "spec");
    ObjectNode config = thing("{'replicas':5}").with("status", json("{'phase':'y'}"));
    ObjectNode result = status.apply(stored(created), config, "them", false);
    assertThat(fields(result, "them")).isEqualTo("{'f:status':{'f:phase':{}}}");
    assertThat(entries(result).items().getFirst().get("subresource").text()).isEqualTo("status");
  }

  @Test
  void aConfigurationThatDoesNotFitIsRefusedInUpstreamsWords() {
    String prefix = "failed to create typed patch object (/a; example.com/v1, Kind=Thing): ";
    refused(
        500, prefix + ".spec.bogus: field not declared in schema", () -> fresh("m", "{'bogus':1}"));
    refused(
        500,
        prefix + ".spec.selector.a: expected string, got &value.valueUnstructured{Value:1}",
        () -> fresh("m", "{'selector':{'a':1}}"));
    refused(
        500,
        prefix + ".spec.selector: expected map, got &{[]}",
        () -> fresh("m", "{'selector':[]}"));
    refused(
        500,
        prefix + ".spec.replicas: expected numeric (int or float), got string",
        () -> fresh("m", "{'replicas':'x'}"));
    refused(
        500,
        prefix + ".spec.ports: duplicate entries for key [port=80,protocol=\"TCP\"]",
        () -> fresh("m", "{'ports':[{'port':80},{'port':80,'protocol':'TCP'}]}"));
    refused(
        500,
        prefix + ".spec.paused: expected boolean, got &{yes}",
        () -> fresh("m", "{'paused':'yes'}"));
  }

  @Test
  void anotherKindOrManagedFieldsAreRefused() {
    refused(
        400,
        "invalid object type: /v1, Kind=Pod",
        () ->
            main.apply(
                ObjectNode.EMPTY, json("{'apiVersion':'v1','kind':'Pod'}").object(), "m", false));
    refused(
        400,
        "metadata.managedFields must be nil",
        () -> main.apply(ObjectNode.EMPTY, thing("{'managedFields':[]}", "{}"), "m", false));
  }

  @Test
  void kubectlTakesOverFromClientSideApply() {
    String last =
        "{'apiVersion':'example.com/v1','kind':'Thing','spec':{'replicas':1}}".replace('\'', '"');
    ObjectNode live =
        stored(thing("{'replicas':1}"))
            .withAt(
                List.of("metadata", "annotations"),
                ObjectNode.of("kubectl.kubernetes.io/last-applied-configuration", last));
    live =
        stored(
            main.update(
                ObjectNode.EMPTY, ManagedFields.removedFrom(live), "kubectl-client-side-apply"));
    ObjectNode before = live;
    refused(
        409,
        "Apply failed with 1 conflict: conflict with \"kubectl-client-side-apply\" using"
            + " example.com/v1: .spec.replicas",
        () -> applied(before, "other", "{'replicas':2}"));
    ObjectNode taken = applied(live, "kubectl", "{'replicas':2}");
    assertThat(taken.at("metadata", "annotations").toString()).contains("replicas\\\":2");
  }

  @Test
  void timesAloneAreNoChange() {
    ObjectNode live = fresh("one", "{'replicas':1}");
    String entries = entries(live).toString().replace("T00:00:00Z", "T09:00:00Z");
    ObjectNode newer = live.withAt(List.of("metadata", "managedFields"), json(entries));
    assertThat(FieldManager.ignoringTimes(live, newer)).isEqualTo(live);
    ObjectNode other = newer.withAt(List.of("spec", "replicas"), json("2"));
    assertThat(FieldManager.ignoringTimes(live, other)).isEqualTo(other);
  }

  @Test
  void listsKeepTheConfigurationsOrderAroundWhatOnlyTheLiveObjectHas() {
    ObjectNode live = fresh("one", "{'ports':[{'port':1},{'port':2},{'port':3}]}");
    ObjectNode merged = applied(live, "two", "{'ports':[{'port':3},{'port':4},{'port':1}]}");
    assertThat(merged.at("spec", "ports").items().stream().map(p -> p.get("port").number(0)))
        .containsExactly(2L, 3L, 4L, 1L);
  }

  @Test
  void aKeyThatTheTypeAlwaysWritesNeedNotBeGiven() {
    ObjectNode live = fresh("m", "{'ports':[{'name':'n'}]}");
    assertThat(fields(live, "m")).contains("k:{\\'port\\':0,\\'protocol\\':\\'TCP\\'}");
  }
}
