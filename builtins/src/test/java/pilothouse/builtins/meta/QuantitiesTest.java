package pilothouse.builtins.meta;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

class QuantitiesTest {
  @Test
  void quantitiesCompareByWhatTheyMean() {
    assertThat(Quantities.compare(quantity("1"), quantity("1000m"))).isZero();
    assertThat(Quantities.compare(quantity("1Gi"), quantity("1G"))).isPositive();
    assertThat(Quantities.compare(quantity("-1"), quantity("0"))).isNegative();
  }

  @Test
  void aSumKeepsTheFamilyOfItsSuffix() {
    assertThat(Quantities.sum(quantity("512Mi"), quantity("512Mi"))).isEqualTo(quantity("1Gi"));
    assertThat(Quantities.sum(quantity("250m"), quantity("250m"))).isEqualTo(quantity("500m"));
  }

  @Test
  void whatIsFinerThanAThousandthIsRoundedUp() {
    var list = ObjectNode.of("cpu", "1500u").with("memory", "1Gi");
    assertThat(Quantities.roundedUp(list))
        .isEqualTo(ObjectNode.of("cpu", "2m").with("memory", "1Gi"));
  }

  private static StringNode quantity(String text) {
    return new StringNode(text);
  }
}
