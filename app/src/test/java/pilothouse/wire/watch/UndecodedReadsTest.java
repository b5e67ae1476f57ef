package pilothouse.wire.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import pilothouse.wire.Admin;
import pilothouse.wire.ServerUnderTest;

/// What is read in JSON is sent as it is kept: no stored object is decoded for it.
final class UndecodedReadsTest {
  private static final String PATH = "/apis/coordination.k8s.io/v1/namespaces/default/leases";
  private static final String RESOURCE = "coordination.k8s.io/v1/leases";

  private static String lease(String name) {
    return "{\"apiVersion\":\"coordination.k8s.io/v1\",\"kind\":\"Lease\",\"metadata\":{\"name\":\"%s\",\"labels\":{\"a\":\"%s\"}}}"
        .formatted(name, name);
  }

  @Test
  void aGetAListAndAWatchInJsonDecodeNothing() throws Exception {
    try (var server = ServerUnderTest.start();
        var admin = Admin.of(server)) {
      for (int i = 0; i < 20; i++) admin.post(PATH, Admin.JSON, lease("lease-" + i));
      long before = server.decodedObjects(RESOURCE);
      assertThat(admin.get(PATH + "/lease-1").body()).contains("\"lease-1\"");
      for (String query :
          List.of(
              "",
              "?limit=3",
              "?labelSelector=a%3Dlease-2",
              "?fieldSelector=metadata.name%3Dlease-3",
              "?resourceVersion=0"))
        assertThat(admin.get(PATH + query).body()).contains("\"LeaseList\"", "lease-");
      assertThat(admin.get(PATH.replace("/namespaces/default", "")).body()).contains("lease-9");
      watched(admin);
      assertThat(server.decodedObjects(RESOURCE)).isEqualTo(before);
      admin.send(admin.request(PATH).header("Accept", "application/yaml"));
      assertThat(server.decodedObjects(RESOURCE)).as("the counter counts").isGreaterThan(before);
    }
  }

  private static void watched(Admin admin) throws Exception {
    String all =
        PATH
            + "?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
    var watch = admin.client().send(admin.request(all).build(), BodyHandlers.ofLines());
    try (var lines = watch.body()) {
      var events = lines.iterator();
      for (int i = 0; i < 20; i++) assertThat(events.next()).contains("\"ADDED\"");
      assertThat(events.next()).contains("\"BOOKMARK\"");
      admin.post(PATH, Admin.JSON, lease("lease-new"));
      assertThat(events.next()).contains("\"ADDED\"", "lease-new");
    }
  }
}
