package pilothouse.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pilothouse.api.Bytes;
import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;

class JsonReaderTest {
  private static Node read(String text) {
    return JsonReader.read(Bytes.utf8(text)).root();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "true",
        "-1",
        "\"\"",
        "{\"a\":{\"b\":[1,2,{}]},\"c\":null}",
        "[[],[[]],{\"x\":[]}]",
        "\"é€😀\"",
        "9223372036854775807",
        "1.5",
        "1e+21",
        "\"\\u003ca\\u003e \\u0026 \\u2028 \\\\ \\\" \\n\\r\\t\\b\\f\\u0000\""
      })
  void canonicalJsonComesBackAsItWas(String text) {
    assertThat(JsonWriter.compact(read(text)).utf8()).isEqualTo(text);
    assertThat(read(text).toString()).isEqualTo(text);
  }

  @Test
  void wholeNumbersAreLongsAndOthersFloats() {
    assertThat(read("12345678901234567890")).isEqualTo(new DoubleNode(1.2345678901234567e19));
    assertThat(read("-9223372036854775808")).isEqualTo(new LongNode(Long.MIN_VALUE));
    assertThat(read("1e3")).isEqualTo(new DoubleNode(1000));
    assertThat(read(" [ 1.0 ] ").items().getFirst()).isEqualTo(new DoubleNode(1));
  }

  @Test
  void escapesAndBrokenTextAreReadAsGoReadsThem() {
    assertThat(read("\"\\ud83d\\ude00\\/\"").text()).isEqualTo("😀/");
    assertThat(read("\"\\ud83dx\"").text()).isEqualTo("\ufffdx");
    byte[] broken = {'"', (byte) 0xff, '"'};
    assertThat(JsonReader.tree(broken).text()).isEqualTo("\ufffd");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{bad|invalid character 'b' looking for beginning of object key string",
        "{'a'|invalid character '\\'' looking for beginning of object key string",
        "{\"a\":1,}|invalid character '}' looking for beginning of object key string",
        "{\"a\" 1}|invalid character '1' after object key",
        "{\"a\":01}|invalid character '1' after object key:value pair",
        "[1 2]|invalid character '2' after array element",
        "[1,]|invalid character ']' looking for beginning of value",
        "1 t|invalid character 't' after top-level value",
        "{|unexpected end of JSON input",
        "`` |unexpected end of JSON input",
        "\"\\x\"|invalid character 'x' in string escape code",
        "\"\\u00g\"|invalid character 'g' in \\u hexadecimal character escape",
        "tru1|invalid character '1' in literal true (expecting 'e')",
        "-a|invalid character 'a' in numeric literal",
        "1.a|invalid character 'a' after decimal point in numeric literal",
        "1ea|invalid character 'a' in exponent of numeric literal",
        "ÿ|invalid character 'Ã' looking for beginning of value",
        "1e400|json: cannot unmarshal number 1e400 into Go value of type float64"
      })
  void brokenJsonIsToldInGosWords(String text, String message) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(JsonException.class).hasMessage(message);
  }

  @Test
  void membersGivenTwiceAreReportedAndTheLastOneStands() {
    var document =
        JsonReader.read(
            Bytes.utf8("{\"a\":[{\"b\":1,\"b\":2}],\"a.b\":{\"c\":1,\"c\":3,\"c\":4}}"));
    assertThat(document.root().at("a").items().getFirst().get("b").number(0)).isEqualTo(2);
    assertThat(document.duplicateErrors())
        .containsExactly(
            "duplicate field \"a[0].b\"", "duplicate field \"a.b.c\"", "duplicate field \"a.b.c\"");
  }

  @Test
  void tooDeepIsAnErrorAndJustNotTooDeepIsNone() {
    assertThatThrownBy(() -> read("[".repeat(100_000)))
        .hasMessage("invalid character '[' exceeded max depth");
    assertThatThrownBy(() -> read("{\"a\":".repeat(100_000)))
        .hasMessage("invalid character '{' exceeded max depth");
    assertThat(read("[".repeat(10_000) + "]".repeat(10_000)).items()).hasSize(1);
  }

  @Test
  void noBytesAtAllCauseMoreThanAClearError() {
    var random = new Random(1);
    byte[] seed =
        "{\"a\":[1.5e3,\"x\\u00e9\",true,null],\"b\":{}}".getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = seed.clone();
      for (int i = random.nextInt(4); i >= 0; i--)
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      try {
        Node node = JsonReader.tree(bytes);
        Bytes written = JsonWriter.compact(node);
        assertThat(JsonWriter.compact(JsonReader.read(written).root())).isEqualTo(written);
      } catch (JsonException clear) {
        assertThat(clear).hasMessageMatching("(?s)(invalid character|unexpected end|json:).*");
      }
    }
  }

  @Test
  void prettyIndentsByTwoSpaces() {
    assertThat(JsonWriter.pretty(read("{\"a\":[1,{}],\"b\":[]}")).utf8())
        .isEqualTo("{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}");
  }

  @Test
  void membersThatNobodyWantsArePassedOver() {
    String json =
        """
        {"a":{"big":{"x":["}\\"]",{"big":1}],"y":-1.5e3}},"big":"t\\"{","list":[{"big":true,"b":2},{"big":[]}],"c":null}\
        """;

    assertThat(JsonReader.treeWithout(json.getBytes(StandardCharsets.UTF_8), Set.of("big")))
        .hasToString(
            "{\"a\":{\"big\":null},\"big\":null,\"list\":[{\"big\":null,\"b\":2},{\"big\":null}],\"c\":null}");
  }
}
