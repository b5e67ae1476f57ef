package pilothouse.wire.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pilothouse.wire.Admin;
import pilothouse.wire.ServerUnderTest;
import pilothouse.wire.SharedServer;

@ExtendWith(SharedServer.class)
final class WebSocketWatchTest {
  private final ServerUnderTest server;
  private final Admin admin;

  WebSocketWatchTest(ServerUnderTest server) throws Exception {
    this.server = server;
    this.admin = Admin.of(server);
  }

  @AfterEach
  void disconnect() {
    admin.close();
  }

  private WebSocket.Builder socket() {
    return admin.client().newWebSocketBuilder().header("Origin", server.url().toString());
  }

  private URI watch(String maps, String more) {
    String url = server.url().resolve(maps).toString().replaceFirst("https", "wss");
    return URI.create(url + "?watch=true" + more);
  }

  @Test
  void everyEventIsATextMessage() throws Exception {
    String maps = admin.configMaps("socket-text");
    admin.post(maps, Admin.JSON, Admin.configMap("before"));
    var messages = new Messages();
    var socket =
        socket()
            .buildAsync(
                watch(
                    maps,
                    "&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true"),
                messages)
            .get();
    assertThat(messages.next())
        .startsWith("text {\"type\":\"ADDED\",")
        .contains("before")
        .endsWith("}\n");
    assertThat(messages.next()).startsWith("text {\"type\":\"BOOKMARK\",");
    admin.post(maps, Admin.JSON, Admin.configMap("after"));
    assertThat(messages.next()).startsWith("text {\"type\":\"ADDED\",").contains("after");
    admin.delete(maps + "/after");
    assertThat(messages.next()).startsWith("text {\"type\":\"DELETED\",");
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get();
    assertThat(messages.next()).isEqualTo("close 1000");
  }

  @Test
  void aProtocolIsSpokenAndTheWatchEndsInTime() throws Exception {
    String maps = admin.configMaps("socket-protocol");
    var messages = new Messages();
    var socket =
        socket()
            .subprotocols("base64.binary.k8s.io")
            .buildAsync(watch(maps, "&timeoutSeconds=1"), messages)
            .get();
    assertThat(socket.getSubprotocol()).isEqualTo("base64.binary.k8s.io");
    assertThat(messages.next()).isEqualTo("close 1000");
  }

  @Test
  void protobufComesInBinaryMessagesWithoutTheirLength() throws Exception {
    String maps = admin.configMaps("socket-protobuf");
    admin.post(maps, Admin.JSON, Admin.configMap("before"));
    var messages = new Messages();
    var socket =
        socket()
            .header("Accept", "application/vnd.kubernetes.protobuf;stream=watch")
            .buildAsync(watch(maps, "&resourceVersion=0"), messages)
            .get();
    admin.post(maps, Admin.JSON, Admin.configMap("after"));
    assertThat(messages.next()).isEqualTo("binary a"); // field 1, the type of the event
    socket.abort();
  }

  @Test
  void whatIsNoWatchIsRefusedAsEverElse() throws Exception {
    assertRefused(watch("/api/v1/namespaces/default/nosuch", ""), 404);
    assertRefused(watch("/api/v1/namespaces/default/configmaps", "&labelSelector=,,"), 400);
  }

  private void assertRefused(URI url, int status) {
    assertThatThrownBy(() -> socket().buildAsync(url, new Messages()).get())
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            e -> assertThat(e.getResponse().statusCode()).isEqualTo(status));
  }

  @Test
  void aClientThatPrefersThemGetsOne() throws Exception {
    admin.configMaps("socket-fabric8");
    long before = sockets();
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    var config = Config.fromKubeconfig(Files.readString(server.kubeconfig()));
    try (var client = new KubernetesClientBuilder().withConfig(config).build();
        var _ = client.configMaps().inNamespace("socket-fabric8").watch(new Recorder(seen))) {
      var map = new ConfigMapBuilder().withNewMetadata().withName("a").endMetadata().build();
      client.configMaps().inNamespace("socket-fabric8").resource(map).create();
      assertThat(seen.poll(5, TimeUnit.MINUTES)).isEqualTo("ADDED a");
      client.configMaps().inNamespace("socket-fabric8").withName("a").delete();
      assertThat(seen.poll(5, TimeUnit.MINUTES)).isEqualTo("DELETED a");
      assertThat(sockets()).isGreaterThan(before);
    }
  }

  private record Recorder(BlockingQueue<String> seen) implements Watcher<ConfigMap> {
    @Override
    public void eventReceived(Action action, ConfigMap map) {
      seen.add(action + " " + map.getMetadata().getName());
    }

    @Override
    public void onClose(WatcherException cause) {
      seen.add("closed " + cause);
    }
  }

  /// Watches that have been answered with a change of protocol.
  private long sockets() throws Exception {
    return admin
        .get("/metrics")
        .body()
        .lines()
        .filter(l -> l.startsWith("apiserver_request_total{") && l.contains("code=\"101\""))
        .mapToLong(l -> (long) Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1)))
        .sum();
  }
}
