package pilothouse.wire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pilothouse.wire.Admin;
import pilothouse.wire.ServerUnderTest;
import pilothouse.wire.SharedServer;

/// Upstream compresses what has 128 KiB or more, for whoever can read it.
@ExtendWith(SharedServer.class)
final class LargeAnswersTest {
  private final ServerUnderTest server;

  LargeAnswersTest(ServerUnderTest server) {
    this.server = server;
  }

  private static HttpResponse<byte[]> compressed(Admin admin, String path) throws Exception {
    return admin
        .client()
        .send(
            admin.request(path).header("Accept-Encoding", "gzip").build(),
            BodyHandlers.ofByteArray());
  }

  private static String plain(HttpResponse<byte[]> answer) throws Exception {
    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    try (var in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void aLargeObjectAndAListOfItAreCompressed(HttpClient.Version version) throws Exception {
    try (var admin = Admin.of(server, version)) {
      String maps = admin.configMaps("large-" + version.name().toLowerCase().replace('_', '-'));
      String large =
          Admin.configMap("large")
              .replaceFirst("}$", ",\"data\":{\"a\":\"" + "x".repeat(200_000) + "\"}}");
      assertThat(admin.post(maps, Admin.JSON, large).statusCode()).isEqualTo(201);
      assertThat(plain(compressed(admin, maps + "/large")))
          .isEqualTo(admin.get(maps + "/large").body());
      assertThat(timeless(plain(compressed(admin, maps))))
          .isEqualTo(timeless(admin.get(maps).body()));
    }
  }

  /// Without the list's own revision, which moves on with every write to whatever.
  private static String timeless(String list) {
    return list.replaceFirst("\"resourceVersion\":\"\\d+\"", "");
  }

  @Test
  void aSmallOneIsNot() throws Exception {
    try (var admin = Admin.of(server)) {
      var answer = compressed(admin, "/api/v1/namespaces/default");
      assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
      assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("\"default\"");
    }
  }
}
