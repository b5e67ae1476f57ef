package pilothouse.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import pilothouse.api.Bytes;
import pilothouse.storage.StoreEvent;
import pilothouse.storage.Watch;

final class HubTest {
  private final Contents contents = new Contents(Recovered.NOTHING);
  private final EmbeddedWatch watch = new EmbeddedWatch("/a/", 2, contents, new MemoryJournal());

  HubTest() {
    contents.hub().add(watch);
  }

  private static Row row(long revision, String key) {
    return new Row(revision, key, revision, 0, 0, Bytes.utf8("1"));
  }

  @Test
  void aWatchShowsNothingThatCannotBeReadYet() throws Exception {
    StoreEvent event = row(2, "/a/x").event();
    assertThat(watch.offer(event)).isTrue();
    assertThat(watch.await(Duration.ZERO)).isFalse();
    assertThat(watch.poll()).isEqualTo(new Watch.Batch.Quiet(1));

    contents.hub().publish(List.of(row(3, "/b/x")));
    assertThat(watch.await(Duration.ZERO)).isTrue();
    assertThat(watch.poll()).isEqualTo(new Watch.Batch.Events(List.of(event), 3));
    assertThat(watch.poll()).isEqualTo(new Watch.Batch.Quiet(3));
  }

  @Test
  void whatIsPublishedIsShownWithItsRevision() {
    contents.hub().publish(List.of(row(2, "/a/x"), row(3, "/b/x"), row(4, "/a/y")));
    var events = List.of(row(2, "/a/x").event(), row(4, "/a/y").event());
    assertThat(watch.poll()).isEqualTo(new Watch.Batch.Events(events, 4));
  }
}
