package pilothouse.builtins.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pilothouse.api.GroupVersion;
import pilothouse.api.json.JsonReader;
import pilothouse.api.schema.StructType;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.StringNode;
import pilothouse.builtins.BuiltinDocs;
import pilothouse.builtins.BuiltinTypes;

/// Objects with the rows that kube-apiserver 1.36 made of them; every time in them is 65 seconds ago.
class TablesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T11:01:05Z");

  private final Tables tables =
      new Tables(kind -> new StructType(kind.kind(), List.of(), false, true), FieldDocs.NONE);

  static Stream<Node> recorded() throws IOException {
    try (var in = TablesTest.class.getResourceAsStream("rows.jsonl")) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .map(line -> JsonReader.tree(line.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void aRowIsTheRecordedOne(Node recorded) {
    var object = recorded.get("object").object();
    var kind = GroupVersion.parse(object.get("apiVersion").text()).kind(object.get("kind").text());
    var table = tables.of(kind);
    var row = table.rows().row(object, NOW);
    assertThat(ListNode.of(row.cells().stream().map(TablesTest::masked).toList()))
        .as(kind.toString())
        .isEqualTo(recorded.get("cells"));
  }

  private static Node masked(Node cell) {
    return switch (cell.text()) {
      case "65s", "24h", "60m", "10m" -> new StringNode("<age>");
      case "2026-11-23T11:00:00Z" -> new StringNode("<time>");
      default -> cell;
    };
  }

  @Test
  void agesLoseTheirSmallUnitAsTheyGrow() {
    assertThat(Ages.text(Duration.ofSeconds(119))).isEqualTo("119s");
    assertThat(Ages.text(Duration.ofSeconds(330))).isEqualTo("5m30s");
    assertThat(Ages.text(Duration.ofMinutes(179))).isEqualTo("179m");
    assertThat(Ages.text(Duration.ofMinutes(200))).isEqualTo("3h20m");
    assertThat(Ages.text(Duration.ofHours(53))).isEqualTo("2d5h");
    assertThat(Ages.text(Duration.ofDays(300))).isEqualTo("300d");
    assertThat(Ages.text(Duration.ofDays(2 * 365 + 20))).isEqualTo("2y20d");
    assertThat(Ages.text(Duration.ofSeconds(-5))).isEqualTo("<invalid>");
  }

  @Test
  void columnsAreDescribedByTheFieldsTheyShow() {
    var types = BuiltinTypes.read();
    var described =
        new Tables(kind -> types.type(kind).orElseThrow(), new BuiltinDocs()::description)
            .of(new GroupVersion("", "v1").kind("Service"))
            .columns();
    assertThat(described)
        .allSatisfy(column -> assertThat(column.description()).isNotEmpty())
        .extracting(column -> column.name() + " " + column.priority())
        .containsExactly(
            "Name 0",
            "Type 0",
            "Cluster-IP 0",
            "External-IP 0",
            "Port(s) 0",
            "Age 0",
            "Selector 1");
    assertThat(described.get(5).description()).contains(" in UTC.\n\nPopulated by the system.");
  }
}
