package pilothouse.cel.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import pilothouse.api.json.JsonReader;
import pilothouse.api.structural.SchemaReader;
import pilothouse.cel.type.DeclType;
import pilothouse.cel.type.DeclTypes;
import pilothouse.cel.type.Rule;

/// What rules may cost at most. Definitions are refused by these numbers, so they are upstream's to the last unit.
class EstimatedCostsTest {
  private final RulePrograms programs = new RulePrograms();

  @TestFactory
  Stream<DynamicTest> aRuleIsEstimatedAsUpstreamEstimatesIt() throws IOException {
    try (var in = EstimatedCostsTest.class.getResourceAsStream("costs.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .map(row ->
              DynamicTest.dynamicTest(
                  row[1] + " on " + row[2],
                  () -> assertThat(cost(row[1], row[2])).isEqualTo(Long.parseLong(row[0]))));
    }
  }

  private long cost(String rule, String schema) {
    var read = SchemaReader.read(JsonReader.tree(schema.getBytes(StandardCharsets.UTF_8)).object());
    DeclType type = DeclTypes.of(read, false).orElseThrow();
    return programs.compile(List.of(Rule.of(rule)), type).getFirst().cost();
  }
}
