package pilothouse.registry.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import pilothouse.api.Bytes;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.ObjectNode;

class FieldSetTest {
  private static FieldSet set(String fieldsV1) {
    return FieldsV1.decode(JsonReader.read(Bytes.utf8(fieldsV1)).root().object());
  }

  @Test
  void theWireFormSurvivesAndIsOrdered() {
    String text =
        "{\"f:spec\":{\"f:ports\":{\".\":{},\"k:{\\\"port\\\":80,\\\"protocol\\\":\\\"TCP\\\"}\":{\".\":{},\"f:port\":{}}},\"f:set\":{\"v:\\\"a\\\"\":{}},\"i:3\":{}}}";
    assertThat(set(text)).hasToString(text);
    assertThat(set("{\"v:2\":{},\"f:b\":{},\"i:0\":{},\"f:a\":{\"f:c\":{}}}"))
        .hasToString("{\"f:a\":{\"f:c\":{}},\"f:b\":{},\"v:2\":{},\"i:0\":{}}");
  }

  @Test
  void setsCombineFieldByField() {
    FieldSet left = set("{\"f:a\":{\".\":{},\"f:x\":{}},\"f:b\":{}}");
    FieldSet right = set("{\"f:a\":{\"f:x\":{},\"f:y\":{}}}");
    assertThat(left.union(right))
        .hasToString("{\"f:a\":{\".\":{},\"f:x\":{},\"f:y\":{}},\"f:b\":{}}");
    assertThat(left.intersection(right)).hasToString("{\"f:a\":{\"f:x\":{}}}");
    assertThat(left.difference(right)).hasToString("{\"f:a\":{},\"f:b\":{}}");
    assertThat(left.without(FieldSet.ofNames("a"))).hasToString("{\"f:b\":{}}");
    assertThat(left.difference(left)).isEqualTo(FieldSet.EMPTY);
  }

  @Test
  void unknownElementsAreDroppedAndMalformedOnesRefused() {
    assertThat(set("{\"z:x\":{},\"f:a\":{}}")).hasToString("{\"f:a\":{}}");
    assertThatThrownBy(() -> set("{\"bogus\":{}}")).hasMessage("missing colon: bogus");
  }

  @Test
  void emptyIsEmpty() {
    assertThat(FieldsV1.decode(ObjectNode.EMPTY)).isEqualTo(FieldSet.EMPTY);
  }
}
