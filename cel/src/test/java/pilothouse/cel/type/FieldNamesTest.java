package pilothouse.cel.type;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldNamesTest {
  @Property
  void aNameThatCanBeEscapedComesBackAsItWas(@ForAll("names") String name) {
    FieldNames.escape(name)
        .ifPresent(escaped -> assertThat(FieldNames.unescape(escaped)).contains(name));
  }

  @Property
  void anEscapedNameIsAnIdentifier(@ForAll("names") String name) {
    FieldNames.escape(name)
        .ifPresent(escaped -> assertThat(escaped).matches("[A-Za-z_][A-Za-z0-9_]*"));
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars("ab_-./9 é$").ofMaxLength(9);
  }

  @ParameterizedTest
  @CsvSource({
    "a-b, a__dash__b",
    "a.b, a__dot__b",
    "a/b, a__slash__b",
    "a__b, a__underscores__b",
    "a___b, a__underscores___b",
    "namespace, __namespace__",
    "in, __in__",
    "_x, _x",
    "self, self",
    "__namespace__, __underscores__namespace__underscores__"
  })
  void namesAreEscapedAsUpstreamEscapesThem(String name, String escaped) {
    assertThat(FieldNames.escape(name)).contains(escaped);
    assertThat(FieldNames.unescape(escaped)).contains(name);
  }

  @Test
  void namesThatCannotStandInExpressionsAreNotEscaped() {
    assertThat(FieldNames.escape("")).isEmpty();
    assertThat(FieldNames.escape("1a")).isEmpty();
    assertThat(FieldNames.escape("a b")).isEmpty();
    assertThat(FieldNames.escape("é")).isEmpty();
    assertThat(FieldNames.escape("$a")).isEmpty();
  }

  @Test
  void whatLooksEscapedButIsNotHasNoName() {
    assertThat(FieldNames.unescape("__x__")).isEmpty();
    assertThat(FieldNames.unescape("a__namespace__")).isEmpty();
  }
}
