package pilothouse.cel.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import pilothouse.api.json.JsonReader;
import pilothouse.api.structural.Rules;
import pilothouse.api.structural.Schema;
import pilothouse.api.structural.SchemaReader;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// What kube-apiserver 1.36.3 answered to schemas with rules, and to objects under them: a line with a schema, then lines with objects of it.
class RecordedRulesTest {
  private static final FieldPath AT = FieldPath.of("spec", "validation", "openAPIV3Schema");

  private final CelRules engine = new CelRules();

  @Test
  void rulesAndObjectsAreAnsweredAsRecorded() throws IOException {
    var softly = new SoftAssertions();
    Schema schema = SchemaReader.read(ObjectNode.EMPTY);
    Rules rules = Rules.NONE;
    int cases = 0;
    for (ObjectNode line : lines()) {
      if (line.has("schema")) {
        schema = SchemaReader.read(line.get("schema").object());
        rules = engine.compile(schema);
      }
      List<FieldError> found =
          line.has("object")
              ? found(rules, line.get("object").object())
              : engine.faults(AT, schema, Optional.empty(), _ -> false);
      if (line.has("causes"))
        softly.assertThat(told(found)).as(line.toString()).isEqualTo(causes(line.get("causes")));
      if (line.has("refused")) softly.assertThat(found).as(line.toString()).isNotEmpty();
      cases++;
    }
    softly.assertAll();
    assertThat(cases).isGreaterThan(450);
  }

  private static List<FieldError> found(Rules rules, ObjectNode object) {
    var errors = new Errors();
    rules.check(object, Optional.empty(), errors);
    return errors.list();
  }

  private static List<ObjectNode> lines() throws IOException {
    var lines = new ArrayList<ObjectNode>();
    try (var in =
            new GZIPInputStream(RecordedRulesTest.class.getResourceAsStream("recorded.jsonl.gz"));
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine())
        lines.add(JsonReader.tree(line.getBytes(StandardCharsets.UTF_8)).object());
    }
    return lines;
  }

  private static List<String> told(List<FieldError> errors) {
    var told = new ArrayList<String>();
    for (FieldError error : errors)
      told.add(
          normal(
              error.cause().field()
                  + " "
                  + error.cause().reason()
                  + " "
                  + error.cause().message()));
    Collections.sort(told);
    return told;
  }

  private static List<String> causes(Node causes) {
    var told = new ArrayList<String>();
    for (Node cause : causes.items())
      told.add(
          normal(
              cause.get("field").text()
                  + " "
                  + cause.get("reason").text()
                  + " "
                  + cause.get("message").text()));
    Collections.sort(told);
    return told;
  }

  /// The recordings leave out times, and the number in the name of a type.
  private static String normal(String text) {
    return text.replaceAll("selfType[0-9]+", "selfType<n>")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "<time>");
  }
}
