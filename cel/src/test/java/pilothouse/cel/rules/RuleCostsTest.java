package pilothouse.cel.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(1200)
class RuleCostsTest {
  private static final String HINT =
      " (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)";

  private static Ruled list(String bound, String rule) {
    return Ruled.spec(
        "{'type':'array','items':{'type':'integer'}"
            + bound
            + ",'x-kubernetes-validations':[{'rule':'"
            + rule
            + "'}]}");
  }

  private static String items(int count, String item) {
    return "[" + String.join(",", Collections.nCopies(count, item)) + "]";
  }

  @Test
  void anUnboundedListOfListsCostsTooMuch() {
    assertThat(list("", "self.all(x, self.all(y, x == y))").faults())
        .anyMatch(fault ->
            fault.contains(
                "estimated rule cost exceeds budget by factor of more than 100x" + HINT));
    assertThat(list(",'maxItems':100", "self.all(x, self.all(y, x == y))").faults()).isEmpty();
  }

  @Test
  void aFactorBelowOneAndAHalfIsToldExactly() {
    assertThat(list(",'maxItems':1420", "self.all(x, self.all(y, x == y))").faults())
        .containsExactly(
            "schema.properties[spec].x-kubernetes-validations[0].rule: Forbidden: estimated rule cost exceeds budget by factor of 1.008910x"
                + HINT);
  }

  @Test
  void aFactorAboveIsRounded() {
    assertThat(list(",'maxItems':2000", "self.all(x, self.all(y, x == y))").faults())
        .containsExactly(
            "schema.properties[spec].x-kubernetes-validations[0].rule: Forbidden: estimated rule cost exceeds budget by factor of 2.0x"
                + HINT);
  }

  @Test
  void aSchemaThatStaysAsItIsMayKeepItsDearRules() {
    Ruled ruled = list(",'maxItems':2000", "self.all(x, self.all(y, x == y))");
    assertThat(ruled.faultsOfTheUnchanged()).isEmpty();
  }

  @Test
  void aRuleThatCostsTooMuchOnAnObjectIsStopped() {
    Ruled ruled = list(",'maxItems':900", "self.all(x, self.all(y, x == y))");
    assertThat(ruled.create(items(300, "1"))).isEmpty();
    assertThat(ruled.create(items(900, "1")))
        .containsExactly(
            "spec: Invalid value: \"array\": 'operation cancelled: actual cost limit exceeded': no further validation rules will be run due to call"
                + " cost exceeds limit for rule: self.all(x, self.all(y, x == y))");
  }

  @Test
  void theRulesOfAnObjectShareOneBudget() {
    String loop = "[1,2,3,4,5,6,7,8,9,10]";
    String rule =
        loop
            + ".all(a, "
            + loop
            + ".all(b, "
            + loop
            + ".all(c, "
            + loop
            + ".all(d, a+b+c+d+self > 0))))";
    Ruled ruled =
        Ruled.spec(
            "{'type':'array','maxItems':200,'items':{'type':'integer','x-kubernetes-validations':[{'rule':'"
                + rule
                + "'}]}}");
    assertThat(ruled.create(items(20, "1"))).isEmpty();
    assertThat(ruled.create(items(200, "1")))
        .singleElement()
        .asString()
        .endsWith(
            "Invalid value: \"integer\": validation failed due to running out of cost budget, no further validation rules will be run");
  }

  @Test
  void rulesThatWouldExplodeEndWithinASecondOrTwo() {
    String big = "\"" + "a".repeat(1_000_000) + "\"";
    for (String rule :
        new String[] {
          "self.replace(\\\"\\\", self).size() > 0",
          "self.matches(\\\"^(a|a|a|a)*$\\\")",
          "self.split(\\\"\\\").map(x, self + x).size() > 0",
          "self.split(\\\"\\\").sort().size() > 0",
          "self.split(\\\"\\\").distinct().size() > 0",
          "lists.range(self.size() * 1000000).size() > 0",
          "self.split(\\\"\\\").all(x, self.contains(x + self))",
          "self.split(\\\"\\\").transformMap(i, v, self).size() > 0",
          "[self].map(x, [x + x + x + x + x + x + x + x]).map(x, x + x + x + x).size() < 0"
        }) {
      Ruled ruled =
          Ruled.spec("{'type':'string','x-kubernetes-validations':[{'rule':'" + rule + "'}]}");
      long start = System.nanoTime();
      ruled.create(big);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as(rule)
          .isLessThan(Duration.ofMinutes(2));
    }
  }

  @Test
  void aLongTextIsMatchedByADearExpressionInLinearTime() {
    Ruled ruled =
        Ruled.spec(
            "{'type':'string','maxLength':3000000,'x-kubernetes-validations':[{'rule':'self.matches(\\\"^(a|b)*$\\\")'}]}");
    assertThat(ruled.create("\"" + "a".repeat(2_900_000) + "\"")).isEmpty();
  }
}
