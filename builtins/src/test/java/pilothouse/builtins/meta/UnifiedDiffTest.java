package pilothouse.builtins.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.Node;

class UnifiedDiffTest {
  @Test
  void aChangedLineStandsAmongThreeOfItsNeighbours() {
    Node a = json("{'A':1,'B':2,'C':3,'D':4,'E':5,'F':6,'G':7,'H':8,'I':9}");
    Node b = json("{'A':1,'B':2,'C':3,'D':4,'E':'x','F':6,'G':7,'H':8,'I':9}");
    assertThat(UnifiedDiff.of(a, b))
        .isEqualTo(
            "@@ -3,7 +3,7 @@\n  \"B\": 2,\n  \"C\": 3,\n  \"D\": 4,\n- \"E\": 5,\n+ \"E\": \"x\",\n  \"F\": 6,\n  \"G\": 7,\n  \"H\": 8,\n");
  }

  @Test
  void whatIsEqualHasNoDifference() {
    Node a = json("{'A':[1,2],'B':{}}");
    assertThat(UnifiedDiff.of(a, a)).isEmpty();
  }

  @Test
  void changesFarApartStandInGroupsOfTheirOwn() {
    Node a = json("[0,1,2,3,4,5,6,7,8,9,10,11,12]");
    Node b = json("['x',1,2,3,4,5,6,7,8,9,10,11,'y']");
    assertThat(UnifiedDiff.of(a, b)).contains("@@ -1,5 +1,5 @@").contains("@@ -11,5 +11,5 @@");
  }

  private static Node json(String text) {
    return JsonReader.tree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
