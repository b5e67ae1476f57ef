package pilothouse.wire;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import pilothouse.app.pki.AdminIdentity;

/// The administrator of a data folder, who speaks plain HTTP to its server.
public final class Admin implements AutoCloseable {
  public static final String JSON = "application/json";

  private final URI url;
  private final SSLContext tls;
  private final HttpClient client;

  private Admin(URI url, SSLContext tls, HttpClient.Version version) {
    this.url = url;
    this.tls = tls;
    this.client = HttpClient.newBuilder().sslContext(tls).version(version).build();
  }

  /// @param folder the data folder
  public static Admin of(URI url, Path folder, HttpClient.Version version) throws IOException {
    try {
      return new Admin(url, AdminIdentity.of(folder.resolve("pki")), version);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  public static Admin of(ServerUnderTest server, HttpClient.Version version) throws IOException {
    return of(server.url(), server.folder(), version);
  }

  public static Admin of(ServerUnderTest server) throws IOException {
    return of(server, HttpClient.Version.HTTP_2);
  }

  /// A client without a name, who trusts the authority of a data folder.
  public static Admin nobody(URI url, Path folder) throws IOException {
    try (var file = Files.newInputStream(folder.resolve("pki/ca.crt"))) {
      var authorities = KeyStore.getInstance("PKCS12");
      authorities.load(null, null);
      authorities.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(file));
      var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init(authorities);
      var tls = SSLContext.getInstance("TLS");
      tls.init(null, trusted.getTrustManagers(), null);
      return new Admin(url, tls, HttpClient.Version.HTTP_2);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  public URI url() {
    return url;
  }

  public SSLContext tls() {
    return tls;
  }

  public HttpClient client() {
    return client;
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url.resolve(path));
  }

  public HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  public CompletableFuture<HttpResponse<String>> later(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), BodyHandlers.ofString());
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  public HttpResponse<String> post(String path, String type, String body)
      throws IOException, InterruptedException {
    return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> put(String path, String type, String body)
      throws IOException, InterruptedException {
    return send(request(path).header("Content-Type", type).PUT(BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> patch(String path, String type, String body)
      throws IOException, InterruptedException {
    return send(
        request(path).header("Content-Type", type).method("PATCH", BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE());
  }

  /// Creates a namespace, and tells the path of its config maps.
  public String configMaps(String namespace) throws IOException, InterruptedException {
    var created = post("/api/v1/namespaces", JSON, named("Namespace", namespace));
    if (created.statusCode() != 201) throw new IOException(created.body());
    return "/api/v1/namespaces/" + namespace + "/configmaps";
  }

  public static String configMap(String name) {
    return named("ConfigMap", name);
  }

  private static String named(String kind, String name) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"%s\",\"metadata\":{\"name\":\"%s\"}}"
        .formatted(kind, name);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
