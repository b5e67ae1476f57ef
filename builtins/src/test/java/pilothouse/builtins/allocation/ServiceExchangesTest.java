package pilothouse.builtins.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import pilothouse.api.ApiException;
import pilothouse.api.GroupResource;
import pilothouse.api.json.JsonReader;
import pilothouse.api.patch.MergePatch;
import pilothouse.api.schema.StructType;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.Builtins;
import pilothouse.builtins.ClusterObjects;
import pilothouse.builtins.FieldStamp;
import pilothouse.builtins.Strategies;
import pilothouse.builtins.bootstrap.Bootstrap;
import pilothouse.builtins.bootstrap.BootstrapSettings;
import pilothouse.builtins.core.ServiceStrategy;
import pilothouse.builtins.table.FieldDocs;
import pilothouse.registry.DeleteOptions;
import pilothouse.registry.ResourceDefinition;
import pilothouse.registry.StoredRegistry;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteCheck;
import pilothouse.registry.WriteContext;
import pilothouse.storage.cache.ObjectStorage;
import pilothouse.storage.cache.StoredResource;
import pilothouse.storage.cache.WindowLimits;
import pilothouse.storage.embedded.EmbeddedStore;

/// Writes of services, one after the other, as kube-apiserver 1.36 answered them; addresses and ports that differ from run to run are masked.
class ServiceExchangesTest {
  private static final List<String> CIDRS = List.of("10.0.0.0/24");

  private final EmbeddedStore store = EmbeddedStore.inMemory();
  private final Map<GroupResource, ObjectStorage> storages = new HashMap<>();
  private final ClusterObjects objects =
      new ClusterObjects(
          resource -> Objects.requireNonNull(storages.get(resource)),
          FieldStamp.NONE,
          Clock.systemUTC());
  private final ServiceAllocator allocator =
      new ServiceAllocator(objects, new AllocationSettings(CIDRS, 30000, 32767), new Random(1));
  private final StoredRegistry services = services();

  private StoredRegistry services() {
    var strategies = Strategies.with(ServiceStrategy.byPath(allocator));
    var definitions =
        Builtins.definitions(
            kind -> new StructType(kind.kind(), List.of(), false, true),
            strategies,
            FieldDocs.NONE);
    for (ResourceDefinition definition : definitions)
      definition
          .storage()
          .ifPresent(spec ->
              storages.put(
                  definition.groupResource(),
                  new ObjectStorage(
                      store,
                      new StoredResource(
                          "/registry/" + spec.prefix() + "/", definition.namespaced()),
                      WindowLimits.DEFAULT)));
    ResourceDefinition services =
        definitions.stream()
            .filter(d -> d.names().plural().equals("services"))
            .findFirst()
            .orElseThrow();
    return new StoredRegistry(
        services, Objects.requireNonNull(storages.get(services.groupResource())), Optional.empty());
  }

  private static Stream<ObjectNode> exchanges() throws IOException {
    var in =
        Objects.requireNonNull(
            ServiceExchangesTest.class.getResourceAsStream("exchanges.jsonl.gz"));
    try (var unzipped = new GZIPInputStream(in)) {
      return new String(unzipped.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> JsonReader.tree(line.getBytes(StandardCharsets.UTF_8)).object());
    }
  }

  @Test
  void everyWriteEndsAsRecorded() throws IOException, InterruptedException {
    new Bootstrap(
            objects,
            new BootstrapSettings(
                CIDRS, "192.0.2.10", 6443, "host", "", BootstrapSettings.FrontProxy.NONE))
        .run();
    var all = exchanges().toList();
    var softly = new SoftAssertions();
    for (int i = 0; i < all.size(); i++) if (all.get(i).has("verb")) check(i, all.get(i), softly);
    softly.assertAll();
  }

  private void check(int line, ObjectNode exchange, SoftAssertions softly) {
    var warnings = new ArrayList<String>();
    String as = line + " " + exchange;
    try {
      ObjectNode answer = answer(exchange, warnings);
      softly
          .assertThat(exchange.get("message").text())
          .as(as + " gave " + answer.get("spec"))
          .isEmpty();
      if (!exchange.has("spec")) return;
      softly.assertThat(masked(answer.get("spec"))).as(as).isEqualTo(exchange.get("spec"));
      softly.assertThat(answer.get("status")).as(as).isEqualTo(timed(exchange.get("statusOf")));
      softly
          .assertThat((Node) ListNode.ofTexts(warnings))
          .as(as)
          .isEqualTo(ListNode.of(exchange.get("warnings").items()));
    } catch (ApiException refused) {
      softly
          .assertThat(refused.status().code())
          .as(as + " said " + refused.status().message())
          .isEqualTo((int) exchange.get("status").number(0));
      if (!exchange.get("message").text().isEmpty())
        softly
            .assertThat(refused.status().message())
            .as(as)
            .isEqualTo(exchange.get("message").text());
    }
  }

  private ObjectNode answer(ObjectNode exchange, List<String> warnings) {
    var context =
        new WriteContext(
            "ns",
            "admin",
            "",
            List.of(),
            Map.of(),
            exchange.get("dryRun").bool(false),
            Instant.now());
    WriteCheck check = checkInto(warnings);
    ObjectNode body = exchange.get("body").object();
    String name = exchange.get("name").text();
    Strategy main = services.definition().strategy();
    return switch (exchange.get("verb").text()) {
      case "POST" -> services.create(main.defaults(body), context, check).object();
      case "PUT" -> services.update(name, _ -> main.defaults(body), context, check).object();
      case "PATCH" -> {
        Strategy part = part(exchange.get("part").text());
        yield services
            .update(
                name,
                old -> main.defaults(pruned(MergePatch.apply(old.orElseThrow(), body, false))),
                part,
                context,
                check)
            .object();
      }
      default -> {
        services.delete(name, DeleteOptions.NONE, context, check);
        yield ObjectNode.EMPTY;
      }
    };
  }

  private Strategy part(String name) {
    if (name.isEmpty()) return services.definition().strategy();
    return services.definition().subresource(name).orElseThrow().action()
            instanceof pilothouse.registry.Subresource.Action.Part(var strategy)
        ? strategy
        : services.definition().strategy();
  }

  /// What decoding into the type does: zero values of fields that are left out when zero go.
  private static ObjectNode pruned(ObjectNode service) {
    var spec = service.get("spec").object();
    for (String field : List.of("clusterIP", "healthCheckNodePort"))
      if (spec.get(field).text().isEmpty() && spec.get(field).number(0) == 0)
        spec = spec.without(field);
    if (spec.get("clusterIPs").items().isEmpty()) spec = spec.without("clusterIPs");
    return service.with("spec", spec);
  }

  private static WriteCheck checkInto(List<String> warnings) {
    return new WriteCheck() {
      @Override
      public void check(Optional<ObjectNode> object, Optional<ObjectNode> old) {}

      @Override
      public void warn(String text) {
        warnings.add(text);
      }
    };
  }

  private static Node timed(Node status) {
    String text = status.toString().replace("\\u003ctime\\u003e", "2020-01-01T00:00:00Z");
    return JsonReader.tree(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Node masked(Node spec) {
    String text =
        spec.toString()
            .replaceAll("(?<=\"(clusterIP|loadBalancerIP)\":)\"10\\.[^\"]*\"", "\"<clusterIP>\"")
            .replaceAll("(?<=\"clusterIPs\":\\[)\"10\\.[^\"]*\"", "\"<clusterIP>\"")
            .replaceAll("(?<=odePort\":)3\\d{4}", "\"<nodePort>\"");
    return JsonReader.tree(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void addressesThatWereFreedAreGivenAgain() throws InterruptedException {
    new Bootstrap(
            objects,
            new BootstrapSettings(
                CIDRS, "192.0.2.10", 6443, "host", "", BootstrapSettings.FrontProxy.NONE))
        .run();
    var context = new WriteContext("ns", "admin", "", List.of(), Map.of(), false, Instant.now());
    int given = 0;
    var body =
        JsonReader.tree(
                "{\"kind\":\"Service\",\"apiVersion\":\"v1\",\"metadata\":{\"generateName\":\"s-\"},\"spec\":{\"ports\":[{\"port\":80}]}}"
                    .getBytes(StandardCharsets.UTF_8))
            .object();
    Strategy main = services.definition().strategy();
    var names = new ArrayList<String>();
    while (given < 253) {
      names.add(
          services
              .create(main.defaults(body), context, WriteCheck.NONE)
              .object()
              .at("metadata", "name")
              .text());
      given++;
    }
    try {
      services.create(main.defaults(body), context, WriteCheck.NONE);
      assertThat(false).as("the network is full").isTrue();
    } catch (ApiException full) {
      assertThat(full.status().message())
          .isEqualTo("Internal error occurred: failed to allocate a serviceIP: range is full");
    }
    services.delete(names.getFirst(), DeleteOptions.NONE, context, WriteCheck.NONE);
    assertThat(services.create(main.defaults(body), context, WriteCheck.NONE).created()).isTrue();
  }
}
