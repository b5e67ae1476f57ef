package pilothouse.wire.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.app.store.StoreTool;
import pilothouse.storage.etcd.EtcdProcess;
import pilothouse.wire.Admin;
import pilothouse.wire.ServerUnderTest;

final class StoreWireTest {
  private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";

  @TempDir private Path folder;

  private static void create(Admin admin, String name) throws Exception {
    var body =
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"%s\"},\"data\":{\"text\":\"%s\"}}"
            .formatted(name, name);
    assertThat(admin.post(CONFIG_MAPS, Admin.JSON, body).statusCode()).isEqualTo(201);
  }

  private static int status(Admin admin, String name) throws Exception {
    return admin.get(CONFIG_MAPS + "/" + name).statusCode();
  }

  @Test
  void aBackupIsTakenAndRestoredWhileTheServerRuns() throws Exception {
    var file = folder.resolve("backup").toString();
    try (var server = ServerUnderTest.on(folder.resolve("data"));
        var admin = Admin.of(server)) {
      var data = "--data-dir=" + folder.resolve("data");
      create(admin, "kept");
      assertThat(StoreTool.run(List.of("backup", file, data))).isZero();
      assertThat(admin.delete(CONFIG_MAPS + "/kept").statusCode()).isEqualTo(200);
      create(admin, "later");
      var version =
          admin.get(CONFIG_MAPS).body().replaceAll("(?s).*?\"resourceVersion\":\"(\\d+)\".*", "$1");
      var watch = admin.request(CONFIG_MAPS + "?watch=true&resourceVersion=" + version).build();
      try (var events = admin.client().send(watch, BodyHandlers.ofLines()).body()) {
        assertThat(StoreTool.run(List.of("restore", file, data))).isZero();
        assertThat(status(admin, "kept")).isEqualTo(200);
        assertThat(status(admin, "later")).isEqualTo(404);
        assertThat(events.limit(2).toList())
            .anyMatch(
                event -> event.startsWith("{\"type\":\"ADDED\"") && event.contains("\"kept\""))
            .anyMatch(
                event -> event.startsWith("{\"type\":\"DELETED\"") && event.contains("\"later\""));
      }
    }
  }

  @Test
  void aClusterMovesToEtcdAndBack() throws Exception {
    try (var etcd = EtcdProcess.start(folder.resolve("etcd"))) {
      var home = folder.resolve("data");
      try (var server = ServerUnderTest.on(home);
          var admin = Admin.of(server)) {
        create(admin, "first");
      }
      move("embedded:" + home, "etcd:" + etcd.url());
      var servers = "--etcd-servers=" + etcd.url();
      try (var server = ServerUnderTest.on(home, servers);
          var admin = Admin.of(server)) {
        assertThat(status(admin, "first")).isEqualTo(200);
        create(admin, "second");
      }
      var anew = folder.resolve("anew");
      move("etcd:" + etcd.url(), "embedded:" + anew);
      try (var server = ServerUnderTest.on(anew);
          var admin = Admin.of(server)) {
        for (var name : List.of("first", "second")) {
          var body = admin.get(CONFIG_MAPS + "/" + name).body();
          assertThat(body).contains("\"data\":{\"text\":\"" + name + "\"}");
        }
      }
    }
  }

  private static void move(String from, String to) throws Exception {
    assertThat(StoreTool.run(List.of("migrate", "--from=" + from, "--to=" + to))).isZero();
  }
}
