package pilothouse.wire.crds;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// A webhook on 127.0.0.1 that speaks TLS with a certificate of its own authority, and answers what a test tells it to.
public final class WebhookServer implements AutoCloseable {
  /// A service in the namespace `default` of whose name its certificate is as well.
  public static final String SERVICE = "convert";

  private static final String PASSWORD = "changeit";

  private final HttpsServer server;
  private final String authority;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile Answer answer = exchange -> refuse(exchange, 500, "not told what to say");

  @FunctionalInterface
  public interface Answer {
    void give(HttpExchange exchange) throws Exception;
  }

  private WebhookServer(HttpsServer server, String authority) {
    this.server = server;
    this.authority = authority;
  }

  /// @param folder where its key is kept
  public static WebhookServer start(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    KeyStore keys = keys(folder.resolve("webhook.p12"));
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    var tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    var http = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setHttpsConfigurator(new HttpsConfigurator(tls));
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    var started = new WebhookServer(http, pem(keys.getCertificate("webhook").getEncoded()));
    http.createContext("/", started::handle);
    http.start();
    return started;
  }

  /// A key, and a certificate that is its own authority.
  private static KeyStore keys(Path file)
      throws IOException, InterruptedException, GeneralSecurityException {
    var made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "webhook",
                "-keyalg",
                "EC",
                "-dname",
                "CN=webhook",
                "-ext",
                "SAN=IP:127.0.0.1,DNS:" + SERVICE + ".default.svc",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!made.waitFor(5, TimeUnit.MINUTES) || made.exitValue() != 0) throw new IOException(said);
    var keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private static String pem(byte[] certificate) {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate)
        + "\n-----END CERTIFICATE-----\n";
  }

  private void handle(HttpExchange exchange) throws IOException {
    calls.incrementAndGet();
    try (exchange) {
      answer.give(exchange);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return "https://127.0.0.1:" + server.getAddress().getPort() + "/convert";
  }

  /// Its authority as a `caBundle`.
  public String bundle() {
    return Base64.getEncoder().encodeToString(authority.getBytes(StandardCharsets.UTF_8));
  }

  /// How often it was asked.
  public int calls() {
    return calls.get();
  }

  public void answers(Answer how) {
    answer = how;
  }

  /// Answers a review with what becomes of each of its objects.
  public void converts(UnaryOperator<ObjectNode> conversion) {
    responds(request -> converted(request, conversion));
  }

  /// Answers a review with a response, to which the identity of the request is added where it has none.
  public void responds(UnaryOperator<ObjectNode> response) {
    answers(exchange -> {
      ObjectNode review = JsonReader.tree(exchange.getRequestBody().readAllBytes()).object();
      ObjectNode request = review.get("request").object();
      ObjectNode given = response.apply(request);
      if (!given.has("uid")) given = given.with("uid", request.get("uid"));
      give(
          exchange,
          200,
          "application/json",
          review.without("request").with("response", given).toString());
    });
  }

  /// A response that says yes.
  public static ObjectNode converted(ObjectNode request, UnaryOperator<ObjectNode> conversion) {
    List<Node> out = new ArrayList<>();
    for (Node object : request.get("objects").items())
      out.add(
          conversion.apply(object.object().with("apiVersion", request.get("desiredAPIVersion"))));
    return ObjectNode.of("convertedObjects", ListNode.of(out))
        .with("result", ObjectNode.of("status", "Success"));
  }

  public static void refuse(HttpExchange exchange, int code, String text) throws IOException {
    give(exchange, code, "text/plain", text);
  }

  public static void give(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
