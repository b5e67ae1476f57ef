package pilothouse.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pilothouse.api.ApiException;
import pilothouse.api.tree.ObjectNode;

final class ReplacementTest {
  private static final String ENTRY =
      "'managedFields':[{'manager':'m','operation':'Update','apiVersion':'example.com/v1',"
          + "'time':'TIME','fieldsType':'FieldsV1','fieldsV1':{'f:spec':{}}}]";

  private final Things things = new Things(new Strategy() {});

  @AfterEach
  void close() {
    things.close();
  }

  private static ObjectNode managed(String time, String rest) {
    return Things.thing("{'name':'a'," + ENTRY.replace("TIME", time) + "}", rest);
  }

  @Test
  void anUpdateThatChangesNothingWritesNothing() {
    ObjectNode first = things.created(Things.named("a"));
    long revision = things.revision();
    assertThat(things.updated(first)).isEqualTo(first);
    assertThat(things.revision()).isEqualTo(revision);
  }

  @Test
  void anUpdateThatRenewsOnlyTimesOfManagedFieldsWritesNothing() {
    ObjectNode first = things.created(managed("2026-01-01T00:00:00Z", ",'spec':{'n':1}"));
    long revision = things.revision();
    assertThat(things.updated(managed("2026-01-01T00:00:09Z", ",'spec':{'n':1}"))).isEqualTo(first);
    assertThat(things.revision()).isEqualTo(revision);
  }

  @Test
  void newTimesOfManagedFieldsAreKeptWithAChange() {
    things.created(managed("2026-01-01T00:00:00Z", ",'spec':{'n':1}"));
    ObjectNode second = things.updated(managed("2026-01-01T00:00:09Z", ",'spec':{'n':2}"));
    assertThat(second.at("metadata", "managedFields").toString()).contains("2026-01-01T00:00:09Z");
    assertThat(things.stored("a")).contains(second);
  }

  private ObjectNode edited(String spec) {
    return Things.thing("{'name':'a'}", ",'spec':" + spec);
  }

  @Test
  void anUpdateAtAnOldRevisionIsAConflict() {
    ObjectNode first = things.created(edited("{'n':1}"));
    things.updated(edited("{'n':2}"));
    assertThatThrownBy(() -> things.updated(first))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.status().code()).isEqualTo(409))
        .hasMessageContaining("the object has been modified; please apply your changes");
  }

  @Test
  void anUpdateWithoutARevisionReplacesWhateverIsThere() {
    things.created(edited("{'n':1}"));
    assertThat(things.updated(edited("{'n':2}")).at("spec", "n").number(0)).isEqualTo(2);
  }

  @Test
  void whatTheServerGaveStays() {
    ObjectNode first = things.created(edited("{'n':1}"));
    ObjectNode second =
        things.updated(
            Things.thing(
                "{'name':'a','creationTimestamp':'1999-01-01T00:00:00Z','generation':99}",
                ",'spec':{'n':2}"));
    assertThat(Metadata.uid(second)).isEqualTo(Metadata.uid(first));
    assertThat(Metadata.get(second, Metadata.CREATION_TIMESTAMP))
        .isEqualTo(Metadata.get(first, Metadata.CREATION_TIMESTAMP));
    assertThat(Metadata.generation(second)).isEqualTo(Metadata.generation(first));
  }

  @Test
  void anotherUidIsAnotherObject() {
    things.created(edited("{'n':1}"));
    Change meant =
        new Change() {
          @Override
          public ObjectNode apply(Optional<ObjectNode> existing) {
            return edited("{'n':2}");
          }

          @Override
          public Preconditions preconditions() {
            return Preconditions.uid("other");
          }
        };
    assertThatThrownBy(() -> things.registry.update("a", meant, Things.LIVE, WriteCheck.NONE))
        .hasMessageContaining("Precondition failed: UID in precondition: other");
  }

  @Test
  void whatIsNotThereIsNotFoundUnlessTheChangeCreates() {
    assertThatThrownBy(() -> things.updated(Things.named("a")))
        .hasMessage("things.example.com \"a\" not found");
    Change creating =
        new Change() {
          @Override
          public ObjectNode apply(Optional<ObjectNode> existing) {
            return Things.named("a");
          }

          @Override
          public boolean createsAlways() {
            return true;
          }
        };
    assertThat(things.registry.update("a", creating, Things.LIVE, WriteCheck.NONE).created())
        .isTrue();
  }

  @Test
  void aWriteThatComesBetweenIsSeenAndTheChangeIsMadeAgain() {
    things.created(edited("{'n':1}"));
    var seen = new ArrayList<Long>();
    Change increment =
        existing -> {
          ObjectNode now = existing.orElseThrow();
          long n = now.at("spec", "n").number(0);
          seen.add(n);
          if (seen.size() == 1) things.updated(edited("{'n':10}"));
          return edited("{'n':" + (n + 1) + "}");
        };
    ObjectNode last = things.registry.update("a", increment, Things.LIVE, WriteCheck.NONE).object();
    assertThat(seen).containsExactly(1L, 10L);
    assertThat(last.at("spec", "n").number(0)).isEqualTo(11);
  }

  @Test
  void aDryRunShowsTheObjectAndLeavesTheStoredOne() {
    things.created(edited("{'n':1}"));
    long revision = things.revision();
    Saved saved = things.saved(edited("{'n':2}"), Things.DRY);
    assertThat(saved.object().at("spec", "n").number(0)).isEqualTo(2);
    assertThat(things.revision()).isEqualTo(revision);
  }

  @Test
  void aCauseOfAnUpdateIsToldAsOftenAsUpstreamChecksIt() {
    things.created(edited("{'n':1}"));
    assertThatThrownBy(() -> things.updated(Things.thing("{'name':'a','finalizers':['bad']}", "")))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> assertThat(e.status().details().orElseThrow().causes()).hasSize(2));
  }
}
