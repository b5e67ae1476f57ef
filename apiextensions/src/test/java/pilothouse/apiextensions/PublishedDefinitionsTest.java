package pilothouse.apiextensions;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pilothouse.api.Bytes;
import pilothouse.api.GroupVersion;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.apiextensions.definition.Definition;
import pilothouse.apiextensions.definition.DefinitionVersion;
import pilothouse.apiextensions.resource.CustomVersion;
import pilothouse.builtins.BuiltinDocs;
import pilothouse.builtins.BuiltinTypes;
import pilothouse.registry.ResourceDefinition;
import pilothouse.server.filters.RequestInfos;
import pilothouse.server.http.Call;
import pilothouse.server.http.Headers;
import pilothouse.server.http.Peer;
import pilothouse.server.http.Query;
import pilothouse.server.http.Response;
import pilothouse.server.http.User;
import pilothouse.server.http.Warnings;
import pilothouse.server.openapi.CustomSpecs;
import pilothouse.server.openapi.OpenApi;

/// What OpenAPI makes of definitions, and when.
final class PublishedDefinitionsTest {
  private final Specs specs = new Specs();
  private final OpenApi openApi =
      new OpenApi(List::of, BuiltinTypes.read(), new BuiltinDocs(), specs);

  /// Two groups of one kind each, which count how often their schemas are read.
  private static final class Specs implements CustomSpecs {
    private final List<String> read = new ArrayList<>();
    private List<Part> parts = List.of(part("a.example.com", "1"), part("b.example.com", "1"));

    @Override
    public List<Part> parts() {
      return parts;
    }

    @Override
    public ObjectNode schema(ResourceDefinition resource) {
      read.add(resource.kind().group());
      return ObjectNode.of("type", "object").with("description", "A kind.");
    }

    /// What was read since this was asked last.
    private List<String> taken() {
      var out = read.stream().distinct().toList();
      read.clear();
      return out;
    }
  }

  private static CustomSpecs.Part part(String group, String hash) {
    var version = new DefinitionVersion("v1", true, true, "", true, Optional.empty(), List.of());
    var names =
        new Definition.AcceptedNames("things", "thing", "Thing", "ThingList", List.of(), List.of());
    var definition =
        new Definition(
            "things." + group,
            "u",
            1,
            group,
            "things",
            names,
            true,
            false,
            List.of(version),
            false,
            true,
            true,
            false);
    var resource = new CustomVersion(definition, version).listed();
    return new CustomSpecs.Part(new GroupVersion(group, "v1"), List.of(resource), hash);
  }

  @Test
  void theIndexReadsNoSchema() throws Exception {
    Node paths = tree("/openapi/v3").get("paths");

    assertThat(paths.at("apis/a.example.com/v1", "serverRelativeURL").text())
        .isEqualTo("/openapi/v3/apis/a.example.com/v1?hash=1");
    assertThat(specs.taken()).isEmpty();
  }

  @Test
  void aDocumentIsMadeOfItsOwnGroupWhenItIsAskedForAndOnlyOnce() throws Exception {
    Node schemas = tree("/openapi/v3/apis/a.example.com/v1").at("components", "schemas");
    assertThat(schemas.at("com.example.a.v1.Thing", "description").text()).isEqualTo("A kind.");
    assertThat(specs.taken()).containsExactly("a.example.com");

    tree("/openapi/v3/apis/a.example.com/v1");
    assertThat(specs.taken()).isEmpty();
  }

  @Test
  void whoHasADocumentAlreadyNeedsNoneMade() throws Exception {
    Response answer = answer("/openapi/v3/apis/b.example.com/v1", "If-None-Match", "\"1\"");

    assertThat(answer.status()).isEqualTo(304);
    assertThat(specs.taken()).isEmpty();
  }

  @Test
  void versionTwoIsPutTogetherOfPartsOfWhichOnlyChangedOnesAreMadeAnew() throws Exception {
    Node before = tree("/openapi/v2");
    assertThat(before.get("definitions").object().names())
        .contains("com.example.a.v1.Thing", "com.example.b.v1.ThingList")
        .doesNotHaveDuplicates();
    assertThat(before.get("paths").object().names())
        .contains("/apis/a.example.com/v1/things", "/apis/b.example.com/v1/things", "/version/");
    assertThat(specs.taken()).containsExactly("a.example.com", "b.example.com");

    specs.parts = List.of(specs.parts.getFirst(), part("b.example.com", "2"));
    assertThat(tree("/openapi/v2")).isEqualTo(before);
    assertThat(specs.taken()).containsExactly("b.example.com");
  }

  @Test
  void theETagOfVersionTwoChangesWithAnyPart() throws Exception {
    String before = answer("/openapi/v2").headers().first("Etag").orElseThrow();
    assertThat(answer("/openapi/v2", "If-None-Match", before).status()).isEqualTo(304);

    specs.parts = List.of(specs.parts.getFirst());
    assertThat(answer("/openapi/v2", "If-None-Match", before).status()).isEqualTo(200);
  }

  private Node tree(String path) throws Exception {
    var text = new StringBuilder();
    switch (answer(path).body()) {
      case Response.Body.Whole(var bytes) -> text.append(bytes.utf8());
      case Response.Body.Pieces(var writer) -> writer.write(new Text(text));
      case Response.Body other -> throw new AssertionError(other);
    }
    return JsonReader.tree(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private record Text(StringBuilder text) implements Response.Sink {
    @Override
    public void write(Bytes bytes) {
      text.append(bytes.utf8());
    }

    @Override
    public boolean ended() {
      return false;
    }

    @Override
    public void onEnd(Runnable action) {}
  }

  private Response answer(String path, String... headers) throws Exception {
    var query = Query.parse("");
    var call =
        new Call(
            "GET",
            path,
            path,
            query,
            Headers.of(headers),
            _ -> Bytes.utf8(""),
            new Peer(new InetSocketAddress(0), List.of()),
            false,
            Instant.EPOCH,
            Instant.MAX,
            RequestInfos.of("GET", path, query),
            new User("jane", "", List.of(), Map.of()),
            new Warnings());
    return openApi.find(call).orElseThrow().handle(call);
  }
}
