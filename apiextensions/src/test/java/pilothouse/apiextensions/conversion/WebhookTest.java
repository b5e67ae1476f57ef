package pilothouse.apiextensions.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WebhookTest {
  private static final int MOST_BYTES = 1 << 20;

  private final CountDownLatch over = new CountDownLatch(1);
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;
  private URI address;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/convert");
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    client.shutdownNow();
  }

  private byte[] post(Duration timeout) throws WebhookFailure {
    return new Webhook(_ -> client, timeout, MOST_BYTES)
        .post(Target.of(address), new byte[] {'{', '}'});
  }

  private void await() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anAnswerIsReadWhole() throws Exception {
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    assertThat(new String(post(Duration.ofMinutes(1)), StandardCharsets.UTF_8))
        .isEqualTo("{\"a\":1}");
  }

  @Test
  void aWebhookThatNeverAnswersIsGivenUp() {
    server.createContext("/", exchange -> await());
    assertThatThrownBy(() -> post(Duration.ofSeconds(1)))
        .hasMessage("Post \"" + address + "?timeout=1s\": context deadline exceeded");
  }

  @Test
  void anAnswerThatBeginsAndNeverEndsIsGivenUp() {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          await();
        });
    assertThatThrownBy(() -> post(Duration.ofSeconds(1)))
        .hasMessage("Post \"" + address + "?timeout=1s\": context deadline exceeded");
  }

  @Test
  void aConnectionThatIsCutIsToldSo() {
    server.createContext("/", exchange -> exchange.close());
    assertThatThrownBy(() -> post(Duration.ofMinutes(1)))
        .hasMessage("Post \"" + address + "?timeout=60s\": EOF");
  }

  @Test
  void anAnswerThatWouldFillTheMemoryIsGivenUp() {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] part = new byte[MOST_BYTES / 8];
          while (over.getCount() > 0) exchange.getResponseBody().write(part);
        });
    assertThatThrownBy(() -> post(Duration.ofMinutes(1)))
        .hasMessageStartingWith("Post \"" + address + "?timeout=60s\": ")
        .hasMessageContaining("exceeds");
  }
}
