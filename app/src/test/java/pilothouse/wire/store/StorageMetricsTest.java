package pilothouse.wire.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import pilothouse.wire.Admin;
import pilothouse.wire.ServerUnderTest;

/// What a server's metrics say of its stores and caches, after a few requests for a resource that nobody else uses.
final class StorageMetricsTest {
  private static final String TEMPLATES = "/api/v1/namespaces/default/podtemplates";

  @Test
  void storesAndCachesAreCountedByResource() throws Exception {
    try (var server = ServerUnderTest.start();
        var admin = Admin.of(server)) {
      for (String name : List.of("a", "b", "c")) create(admin, name);
      assertThat(admin.delete(TEMPLATES + "/a").statusCode()).isEqualTo(200);
      assertThat(admin.get(TEMPLATES).statusCode()).isEqualTo(200);
      assertThat(admin.get("/metrics").body().lines())
          .contains(
              "etcd_requests_total{group=\"\",operation=\"create\",resource=\"podtemplates\"} 3",
              "etcd_requests_total{group=\"\",operation=\"delete\",resource=\"podtemplates\"} 1",
              "etcd_request_duration_seconds_count{group=\"\",operation=\"create\",resource=\"podtemplates\"} 3",
              "apiserver_watch_cache_initializations_total{group=\"\",resource=\"podtemplates\"} 1",
              "apiserver_storage_list_total{group=\"\",resource=\"podtemplates\"} 1",
              "apiserver_cache_list_total{group=\"\",index=\"\",resource=\"podtemplates\"} 1",
              "apiserver_cache_list_returned_objects_total{group=\"\",resource=\"podtemplates\"} 2",
              "watch_cache_capacity{group=\"\",resource=\"podtemplates\"} 100",
              "apiserver_resource_objects{group=\"\",resource=\"podtemplates\"} 2",
              "apiserver_resource_objects{group=\"apps\",resource=\"deployments\"} 0",
              "apiserver_storage_objects{resource=\"podtemplates\"} 2",
              "apiserver_storage_objects{resource=\"deployments.apps\"} 0")
          .anyMatch(line -> isPositive(line, "apiserver_watch_cache_events_received_total"))
          .anyMatch(line -> isPositive(line, "apiserver_watch_cache_events_dispatched_total"))
          .anyMatch(line -> isPositive(line, "apiserver_storage_events_received_total"))
          .anyMatch(line -> isPositive(line, "apiserver_watch_cache_resource_version"))
          .anyMatch(line ->
              line.startsWith(
                  "apiserver_watch_cache_consistent_read_total{fallback=\"false\",group=\"\",resource=\"podtemplates\",success=\"true\"}"))
          .noneMatch(line -> line.startsWith("etcd_request_errors_total{"));
    }
  }

  private static boolean isPositive(String line, String metric) {
    return line.matches(metric + "\\{group=\"\",resource=\"podtemplates\"\\} [1-9][0-9]*");
  }

  private static void create(Admin admin, String name) throws Exception {
    var body =
        "{\"metadata\":{\"name\":\"%s\"},\"template\":{\"spec\":{\"containers\":[{\"name\":\"a\",\"image\":\"b\"}]}}}"
            .formatted(name);
    assertThat(admin.post(TEMPLATES, Admin.JSON, body).statusCode()).isEqualTo(201);
  }
}
