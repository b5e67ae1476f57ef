package pilothouse.api.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;
import pilothouse.api.ApiException;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;

class LabelSelectorTest {
  private static boolean matches(String selector, String... labels) {
    var map = new java.util.HashMap<String, String>();
    for (int i = 0; i < labels.length; i += 2) map.put(labels[i], labels[i + 1]);
    return LabelSelector.parse(selector).matches(map);
  }

  private static void refused(String selector, String message) {
    assertThatThrownBy(() -> LabelSelector.parse(selector))
        .isInstanceOf(ApiException.class)
        .hasMessage(message);
  }

  @Example
  void everyOperatorMatchesAsItReads() {
    assertThat(matches("a=1", "a", "1")).isTrue();
    assertThat(matches("a==1,b", "a", "1", "b", "")).isTrue();
    assertThat(matches("a!=1")).isTrue();
    assertThat(matches("a!=1", "a", "1")).isFalse();
    assertThat(matches("!a", "a", "1")).isFalse();
    assertThat(matches("a in (x, y)", "a", "y")).isTrue();
    assertThat(matches("a notin (x,y)", "a", "y")).isFalse();
    assertThat(matches("a>3", "a", "10")).isTrue();
    assertThat(matches("a<3", "a", "10")).isFalse();
    assertThat(matches("a<3", "a", "x")).isFalse();
    assertThat(matches("a in (,x)", "a", "")).isTrue();
    assertThat(matches("a=,b", "a", "", "b", "z")).isTrue();
    assertThat(matches("in in (in)", "in", "in")).isTrue();
    assertThat(matches("")).isTrue();
  }

  @Example
  void refusalsAreInUpstreamsWords() {
    refused("((", "found '(', expected: !, identifier, or 'end of string'");
    refused("n=a=b", "found '=', expected: ',' or 'end of string'");
    refused("a,", "found '', expected: identifier after ','");
    refused(
        "a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt");
    refused("a in x", "unable to parse requirement: found 'x' expected: '('");
    refused("a in (x", "unable to parse requirement: found '', expected: ',' or ')'");
    refused(
        "a>x",
        "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators,"
            + " the value must be an integer");
    refused(
        "_a=1",
        "unable to parse requirement: <nil>: Invalid value: \"_a\": name part must consist of"
            + " alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric"
            + " character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is"
            + " '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')");
  }

  @Example
  void theTreeFormSelectsByLabelsAndExpressions() {
    var expression =
        ObjectNode.of("key", "tier")
            .with("operator", "In")
            .with("values", ListNode.ofTexts(List.of("a", "b")));
    var selector =
        LabelSelector.of(
            ObjectNode.of("matchLabels", ObjectNode.of("app", "web"))
                .with("matchExpressions", ListNode.of(expression)));
    assertThat(selector).hasToString("app=web,tier in (a,b)");
    assertThat(selector.matches(Map.of("app", "web", "tier", "b"))).isTrue();
    assertThat(selector.requiredValue("app")).contains("web");
  }

  @Example
  void anAbsentTreeSelectsNothingAndAnEmptyOneEverything() {
    assertThat(LabelSelector.of(NullNode.NULL).matches(Map.of())).isFalse();
    assertThat(LabelSelector.of(ObjectNode.EMPTY).matches(Map.of())).isTrue();
  }

  @Property
  void whatIsPrintedReadsBack(
      @ForAll @AlphaChars @StringLength(min = 1, max = 9) String key,
      @ForAll @UniqueElements @Size(min = 1, max = 5)
          List<@AlphaChars @StringLength(max = 9) String> values) {
    var selector =
        LabelSelector.of(
            List.of(
                Requirement.of(key, Requirement.Operator.IN, values.stream().sorted().toList())));
    assertThat(LabelSelector.parse(selector.toString())).isEqualTo(selector);
  }

  @Property
  void anyTextEitherParsesOrIsA400(@ForAll String text) {
    try {
      LabelSelector.parse(text);
    } catch (ApiException e) {
      assertThat(e.status().code()).isEqualTo(400);
    }
  }
}
