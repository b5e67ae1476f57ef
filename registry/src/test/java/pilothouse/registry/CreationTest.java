package pilothouse.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pilothouse.api.ApiException;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

final class CreationTest {
  private final List<String> claims = new ArrayList<>();
  private final Things things = new Things(new Counted());

  /// Takes something for every object; refuses those whose `spec.bad` is set.
  private final class Counted implements Strategy {
    @Override
    public Generation generation() {
      return Generation.SPEC;
    }

    @Override
    public ObjectNode prepareForCreate(ObjectNode object, WriteContext context) {
      return object.without("status");
    }

    @Override
    public void validate(ObjectNode object, WriteContext context, Errors errors) {
      if (object.get("spec").object().has("bad"))
        errors.add(FieldError.forbidden(FieldPath.of("spec", "bad"), "no"));
    }

    @Override
    public Claim claim(ObjectNode object, Optional<ObjectNode> old, WriteContext context) {
      return new Claim(object, () -> claims.add("kept"), () -> claims.add("given back"));
    }
  }

  @AfterEach
  void close() {
    things.close();
  }

  private ApiException refused(Runnable write) {
    var thrown = new ArrayList<ApiException>();
    assertThatThrownBy(write::run).isInstanceOfSatisfying(ApiException.class, thrown::add);
    return thrown.getFirst();
  }

  @Test
  void theServerGivesWhatOnlyItMayGive() {
    ObjectNode sent =
        Things.thing(
            "{'name':'a','uid':'mine','creationTimestamp':'1999-01-01T00:00:00Z',"
                + "'deletionTimestamp':'1999-01-01T00:00:00Z','generation':7,'selfLink':'x'}",
            ",'spec':{},'status':{'phase':'mine'}");
    ObjectNode made = things.created(sent);
    assertThat(Metadata.uid(made)).hasSize(36);
    assertThat(Metadata.text(made, Metadata.CREATION_TIMESTAMP)).isEqualTo("2026-05-04T03:02:01Z");
    assertThat(Metadata.namespace(made)).isEqualTo("ns");
    assertThat(Metadata.generation(made)).isEqualTo(1);
    assertThat(Metadata.deleting(made)).isFalse();
    assertThat(Metadata.text(made, Metadata.SELF_LINK)).isEmpty();
    assertThat(made.has("status")).isFalse();
    assertThat(Metadata.revision(made)).isEqualTo(things.revision());
    assertThat(things.stored("a")).contains(made);
    assertThat(claims).containsExactly("kept");
  }

  @Test
  void aNameThatIsTakenIsRefusedAndWhatWasClaimedIsGivenBack() {
    things.created(Things.named("a"));
    ApiException refusal = refused(() -> things.created(Things.named("a")));
    assertThat(refusal.status().code()).isEqualTo(409);
    assertThat(refusal).hasMessage("things.example.com \"a\" already exists");
    assertThat(claims).containsExactly("kept", "given back");
  }

  @Test
  void aNameOfWhatIsGoingIsRefusedInOtherWords() {
    things.created(Things.thing("{'name':'a','finalizers':['x.com/y']}", ""));
    things.deleted("a", DeleteOptions.NONE);
    assertThat(refused(() -> things.created(Things.named("a"))))
        .hasMessage("object is being deleted: things.example.com \"a\" already exists");
  }

  @Test
  void generatedNamesHaveFiveCharactersMoreAndAreOfTheirOwn() {
    ObjectNode sent = Things.thing("{'generateName':'web-'}", "");
    String first = Metadata.name(things.created(sent));
    String second = Metadata.name(things.created(sent));
    assertThat(List.of(first, second))
        .allMatch(name -> name.matches("web-[b-df-hj-np-tv-z2-9]{5}"));
    assertThat(first).isNotEqualTo(second);
  }

  @Test
  void aNameOutweighsAPrefix() {
    ObjectNode made = things.created(Things.thing("{'name':'a','generateName':'b-'}", ""));
    assertThat(Metadata.name(made)).isEqualTo("a");
  }

  @Test
  void whatIsWrongIsToldAtOnceAndNothingIsStored() {
    ObjectNode wrong =
        Things.thing(
            "{'name':'A_','labels':{'a':'-'},'finalizers':['plain']}", ",'spec':{'bad':1}");
    ApiException refusal = refused(() -> things.created(wrong));
    assertThat(refusal.status().code()).isEqualTo(422);
    assertThat(refusal.status().details().orElseThrow().causes())
        .extracting(cause -> cause.field())
        .contains("metadata.name", "metadata.labels", "metadata.finalizers[0]", "spec.bad");
    assertThat(things.stored("A_")).isEmpty();
    assertThat(claims).containsExactly("given back");
  }

  @Test
  void anObjectOfAnotherNamespaceIsRefused() {
    assertThat(refused(() -> things.created(Things.thing("{'name':'a','namespace':'other'}", ""))))
        .hasMessageContaining("does not match the namespace sent on the request");
  }

  @Test
  void aResourceVersionIsNothingForANewObject() {
    assertThat(
            refused(() -> things.created(Things.thing("{'name':'a','resourceVersion':'7'}", ""))))
        .hasMessage("resourceVersion should not be set on objects to be created");
  }

  @Test
  void aDryRunAnswersAndStoresNothing() {
    long revision = things.revision();
    Saved saved = things.registry.create(Things.named("a"), Things.DRY, WriteCheck.NONE);
    assertThat(Metadata.uid(saved.object())).hasSize(36);
    assertThat(saved.stored()).isEmpty();
    assertThat(Metadata.text(saved.object(), Metadata.RESOURCE_VERSION)).isEmpty();
    assertThat(things.revision()).isEqualTo(revision);
    assertThat(claims).containsExactly("given back");
  }

  @Test
  void theLastCheckSeesTheFinishedObjectAndMayRefuse() {
    WriteCheck never =
        (object, old) -> {
          assertThat(object.map(Metadata::generation)).contains(1L);
          assertThat(old).isEmpty();
          throw ApiException.badRequest("never");
        };
    assertThat(refused(() -> things.registry.create(Things.named("a"), Things.LIVE, never)))
        .hasMessage("never");
    assertThat(things.stored("a")).isEmpty();
  }
}
