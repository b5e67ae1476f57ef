package pilothouse.api.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import pilothouse.api.ApiException;
import pilothouse.api.selector.FieldSelector.Term;

class FieldSelectorTest {
  private static boolean matches(String selector, Map<String, String> fields) {
    return FieldSelector.parse(selector).matches(name -> fields.getOrDefault(name, ""));
  }

  @Example
  void termsCompareWholeValues() {
    var fields = Map.of("metadata.name", "a", "status.phase", "Running");
    assertThat(matches("metadata.name=a,status.phase!=Pending", fields)).isTrue();
    assertThat(matches("metadata.name==b", fields)).isFalse();
    assertThat(matches("spec.nodeName=", fields)).isTrue();
    assertThat(matches("", fields)).isTrue();
  }

  @Example
  void refusalsAreInUpstreamsWords() {
    refused("metadata.name", "invalid selector: 'metadata.name'; can't understand 'metadata.name'");
    refused("metadata.name=a\\", "invalid field selector: invalid escape sequence: \\");
    refused("a=b\\c", "invalid field selector: invalid escape sequence: \\c");
    refused("a=b=c", "invalid field selector: unescaped character in value: 61");
  }

  private static void refused(String selector, String message) {
    assertThatThrownBy(() -> FieldSelector.parse(selector))
        .isInstanceOf(ApiException.class)
        .hasMessage(message);
  }

  @Property
  void anyValueSurvivesBeingEscaped(@ForAll String value) {
    var selector = new FieldSelector(List.of(new Term("f", false, value)));
    assertThat(FieldSelector.parse(selector.toString())).isEqualTo(selector);
  }
}
