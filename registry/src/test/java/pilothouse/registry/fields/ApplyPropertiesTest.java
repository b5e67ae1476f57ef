package pilothouse.registry.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import pilothouse.api.ApiException;
import pilothouse.api.tree.ObjectNode;

/// What holds for every apply, of specs with scalars, an atomic list, a granular list with keys and a set.
class ApplyPropertiesTest {
  private final FieldManager fields =
      new FieldManager(
          Examples.THING,
          Examples.KIND,
          "",
          FieldSet.ofNames("status"),
          Versions.only("example.com/v1", Examples.THING),
          Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));

  @Provide
  Arbitrary<ObjectNode> things() {
    Arbitrary<Integer> replicas = Arbitraries.integers().between(-1, 3);
    Arbitrary<List<Integer>> args = Arbitraries.integers().between(0, 3).list().ofMaxSize(3);
    Arbitrary<List<Integer>> ports =
        Arbitraries.integers().between(1, 4).list().uniqueElements().ofMaxSize(3);
    Arbitrary<List<Integer>> finalizers =
        Arbitraries.integers().between(1, 4).list().uniqueElements().ofMaxSize(3);
    return Combinators.combine(replicas, args, ports, finalizers).as(ApplyPropertiesTest::thing);
  }

  private static ObjectNode thing(
      int replicas, List<Integer> args, List<Integer> ports, List<Integer> finalizers) {
    var spec = new ArrayList<String>();
    if (replicas >= 0) spec.add("'replicas':" + replicas);
    if (!args.isEmpty()) spec.add("'args':" + args.stream().map(a -> "'" + a + "'").toList());
    if (!ports.isEmpty())
      spec.add(
          "'ports':" + ports.stream().map(p -> "{'port':" + p + ",'name':'p" + p + "'}").toList());
    String held =
        finalizers.isEmpty()
            ? ""
            : ",'finalizers':" + finalizers.stream().map(f -> "'x.com/f" + f + "'").toList();
    return Examples.thing("{'name':'a'" + held + "}", "{" + String.join(",", spec) + "}");
  }

  private static ObjectNode stored(ObjectNode object) {
    return object.withAt(List.of("metadata", "uid"), Examples.json("'u'"));
  }

  private ObjectNode applied(ObjectNode live, ObjectNode config, String manager, boolean force) {
    return stored(fields.apply(live, config, manager, force));
  }

  @Property(tries = 300)
  void applyingTwiceIsApplyingOnce(@ForAll("things") ObjectNode config) {
    ObjectNode once = applied(ObjectNode.EMPTY, config, "one", false);
    assertThat(applied(once, config, "one", false)).isEqualTo(once);
  }

  @Property(tries = 300)
  void aManagerAloneGetsExactlyItsLastConfiguration(
      @ForAll("things") ObjectNode first, @ForAll("things") ObjectNode second) {
    ObjectNode both = applied(applied(ObjectNode.EMPTY, first, "one", false), second, "one", false);
    ObjectNode only = applied(ObjectNode.EMPTY, second, "one", false);
    assertThat(sorted(both)).isEqualTo(sorted(only));
    assertThat(ManagedFields.in(both)).isEqualTo(ManagedFields.in(only));
  }

  @Property(tries = 300)
  void anApplyEitherConflictsAndChangesNothingOrLeavesTheOthersFieldsAlone(
      @ForAll("things") ObjectNode mine, @ForAll("things") ObjectNode theirs) {
    ObjectNode live = applied(ObjectNode.EMPTY, mine, "one", false);
    try {
      ObjectNode merged = applied(live, theirs, "two", false);
      assertThat(facts(merged)).containsAllEntriesOf(facts(mine));
      assertThat(facts(merged)).containsAllEntriesOf(facts(theirs));
    } catch (ApiException conflict) {
      assertThat(conflict.status().code()).isEqualTo(409);
      ObjectNode forced = applied(live, theirs, "two", true);
      assertThat(facts(forced)).containsAllEntriesOf(facts(theirs));
      assertThatThrownBy(() -> applied(forced, mine, "one", false))
          .isInstanceOf(ApiException.class);
    }
  }

  @Property(tries = 300)
  void whoAppliesNothingAnyMoreOwnsNothingAndLeavesWhatOthersOwn(
      @ForAll("things") ObjectNode mine, @ForAll("things") ObjectNode theirs) {
    ObjectNode live = applied(ObjectNode.EMPTY, mine, "one", false);
    ObjectNode both = applied(live, theirs, "two", true);
    ObjectNode after = applied(both, thing(-1, List.of(), List.of(), List.of()), "one", false);
    assertThat(facts(after)).isEqualTo(facts(theirs));
  }

  private static ObjectNode sorted(ObjectNode thing) {
    return ObjectNode.ofTexts(facts(thing));
  }

  /// What a thing says, each scalar, item and member under a name of its own, without order.
  private static TreeMap<String, String> facts(ObjectNode thing) {
    var facts = new TreeMap<String, String>();
    ObjectNode spec = thing.get("spec").object();
    if (spec.has("replicas")) facts.put("replicas", spec.get("replicas").toString());
    if (spec.has("args")) facts.put("args", spec.get("args").toString());
    spec.get("ports")
        .items()
        .forEach(port -> facts.put("port " + port.get("port"), port.get("name").text()));
    var held = new TreeSet<String>();
    thing.at("metadata", "finalizers").items().forEach(name -> held.add(name.text()));
    held.forEach(name -> facts.put("finalizer " + name, ""));
    return facts;
  }
}
