package pilothouse.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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
}
