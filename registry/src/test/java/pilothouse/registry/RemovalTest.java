package pilothouse.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pilothouse.api.ApiException;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.DeleteOptions.Propagation;

final class RemovalTest {
  private final List<Things> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(Things::close);
  }

  private Things things(Deletion deletion) {
    var things =
        new Things(
            new Strategy() {
              @Override
              public Deletion deletion() {
                return deletion;
              }
            });
    open.add(things);
    return things;
  }

  /// Objects that stop in ten seconds unless asked otherwise.
  private Things graceful() {
    return things(new Deletion(true, false, Optional.of((_, asked) -> asked.orElse(10))));
  }

  private static DeleteOptions propagating(Propagation propagation) {
    return new DeleteOptions(
        OptionalLong.empty(), Preconditions.NONE, Optional.empty(), Optional.of(propagation));
  }

  private static DeleteOptions expecting(Preconditions preconditions) {
    return new DeleteOptions(
        OptionalLong.empty(), preconditions, Optional.empty(), Optional.empty());
  }

  private static long grace(ObjectNode object) {
    return Metadata.get(object, Metadata.DELETION_GRACE_PERIOD_SECONDS).number(-1);
  }

  @Test
  void whatNothingHoldsIsGoneAtOnce() {
    var things = things(Deletion.PLAIN);
    things.created(Things.named("a"));
    assertThat(things.deleted("a", DeleteOptions.NONE).gone()).isTrue();
    assertThat(things.stored("a")).isEmpty();
  }

  @Test
  void whatIsNotThereCannotBeDeleted() {
    var things = things(Deletion.PLAIN);
    assertThatThrownBy(() -> things.deleted("a", DeleteOptions.NONE))
        .hasMessage("things.example.com \"a\" not found");
  }

  @Test
  void finalizersKeepAnObjectUntilTheLastIsTakenAway() {
    var things = things(Deletion.PLAIN);
    things.created(Things.thing("{'name':'a','finalizers':['x.com/one','x.com/two']}", ""));
    Removed waiting = things.deleted("a", DeleteOptions.NONE);
    assertThat(waiting.gone()).isFalse();
    assertThat(waiting.answersObject()).isTrue();
    assertThat(Metadata.text(waiting.object(), Metadata.DELETION_TIMESTAMP))
        .isEqualTo("2026-05-04T03:02:01Z");
    assertThat(grace(waiting.object())).isZero();
    ObjectNode one = Metadata.withFinalizers(waiting.object(), List.of("x.com/two"));
    things.updated(one);
    assertThat(things.stored("a")).isPresent();
    things.updated(Metadata.withFinalizers(things.stored("a").orElseThrow(), List.of()));
    assertThat(things.stored("a")).isEmpty();
  }

  @Test
  void aSecondDeleteOfWhatWaitsWritesNothing() {
    var things = things(Deletion.PLAIN);
    things.created(Things.thing("{'name':'a','finalizers':['x.com/one']}", ""));
    things.deleted("a", DeleteOptions.NONE);
    long revision = things.revision();
    things.deleted("a", DeleteOptions.NONE);
    assertThat(things.revision()).isEqualTo(revision);
  }

  @Test
  void whatIsDeletedTakesNoNewFinalizers() {
    var things = things(Deletion.PLAIN);
    things.created(Things.thing("{'name':'a','finalizers':['x.com/one']}", ""));
    ObjectNode waiting = things.deleted("a", DeleteOptions.NONE).object();
    assertThatThrownBy(() ->
            things.updated(Metadata.withFinalizers(waiting, List.of("x.com/one", "x.com/two"))))
        .hasMessageContaining("no new finalizers can be added if the object is being deleted");
  }

  @Test
  void thePropagationPolicyBecomesAFinalizer() {
    var things = things(Deletion.PLAIN);
    for (var policy : List.of(Propagation.ORPHAN, Propagation.FOREGROUND)) {
      things.created(Things.named("a"));
      ObjectNode waiting = things.deleted("a", propagating(policy)).object();
      assertThat(Metadata.finalizers(waiting))
          .containsExactly(policy == Propagation.ORPHAN ? "orphan" : "foregroundDeletion");
      assertThat(things.deleted("a", propagating(Propagation.BACKGROUND)).gone()).isTrue();
    }
  }

  @Test
  void aKindThatOrphansByDefaultWarnsWhoeverDoesNotSay() {
    var things = things(Deletion.ORPHANING.warningUnsaid("mind the pods"));
    things.created(Things.named("a"));
    var heard = new ArrayList<String>();
    var listening =
        new WriteCheck() {
          @Override
          public void check(Optional<ObjectNode> object, Optional<ObjectNode> old) {}

          @Override
          public void warn(String text) {
            heard.add(text);
          }
        };
    things.registry.delete("a", propagating(Propagation.ORPHAN), Things.DRY, listening);
    assertThat(heard).isEmpty();
    ObjectNode waiting =
        things.registry.delete("a", DeleteOptions.NONE, Things.LIVE, listening).object();
    assertThat(heard).containsExactly("mind the pods");
    assertThat(Metadata.finalizers(waiting)).containsExactly("orphan");
  }

  @Test
  void aGracefulKindGoesLater() {
    var things = graceful();
    things.created(Things.named("a"));
    Removed stopping = things.deleted("a", DeleteOptions.NONE);
    assertThat(stopping.gone()).isFalse();
    assertThat(Metadata.text(stopping.object(), Metadata.DELETION_TIMESTAMP))
        .isEqualTo("2026-05-04T03:02:11Z");
    assertThat(grace(stopping.object())).isEqualTo(10);
  }

  @Test
  void aSecondDeleteMayOnlyShortenTheGrace() {
    var things = graceful();
    things.created(Things.named("a"));
    things.deleted("a", DeleteOptions.NONE);
    assertThat(grace(things.deleted("a", DeleteOptions.NONE.withGrace(60)).object())).isEqualTo(10);
    ObjectNode sooner = things.deleted("a", DeleteOptions.NONE.withGrace(3)).object();
    assertThat(grace(sooner)).isEqualTo(3);
    assertThat(Metadata.text(sooner, Metadata.DELETION_TIMESTAMP))
        .isEqualTo("2026-05-04T03:02:04Z");
    assertThat(things.deleted("a", DeleteOptions.NONE.withGrace(0)).gone()).isTrue();
    assertThat(things.stored("a")).isEmpty();
  }

  @Test
  void aGracefulKindThatGoesAtOnceIsSeenToGoFirst() {
    var things = graceful();
    things.created(Things.named("a"));
    long revision = things.revision();
    Removed removed = things.deleted("a", DeleteOptions.NONE.withGrace(0));
    assertThat(removed.gone()).isTrue();
    assertThat(grace(removed.object())).isZero();
    assertThat(things.revision()).isEqualTo(revision + 2);
  }

  @Test
  void preconditionsNameTheObjectThatIsMeant() {
    var things = things(Deletion.PLAIN);
    ObjectNode made = things.created(Things.named("a"));
    var wrong = new Preconditions(Optional.of("other"), Optional.empty());
    assertThatThrownBy(() -> things.deleted("a", expecting(wrong)))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.status().code()).isEqualTo(409))
        .hasMessageContaining("the UID in the precondition (other) does not match");
    var old = new Preconditions(Optional.empty(), Optional.of("1000"));
    assertThatThrownBy(() -> things.deleted("a", expecting(old)))
        .hasMessageContaining("the ResourceVersion in the precondition (1000) does not match");
    var right =
        new Preconditions(
            Optional.of(Metadata.uid(made)),
            Optional.of(Metadata.text(made, Metadata.RESOURCE_VERSION)));
    assertThat(things.deleted("a", expecting(right)).gone()).isTrue();
  }

  @Test
  void aDryRunLeavesEverythingWhereItIs() {
    for (Things things : List.of(things(Deletion.PLAIN), graceful())) {
      things.created(Things.thing("{'name':'held','finalizers':['x.com/y']}", ""));
      things.created(Things.named("a"));
      long revision = things.revision();
      for (String name : List.of("a", "held")) {
        things.registry.delete(name, DeleteOptions.NONE, Things.DRY, WriteCheck.NONE);
        things.registry.delete(name, DeleteOptions.NONE.withGrace(0), Things.DRY, WriteCheck.NONE);
      }
      assertThat(things.revision()).isEqualTo(revision);
    }
  }
}
