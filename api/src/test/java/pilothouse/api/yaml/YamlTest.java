package pilothouse.api.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pilothouse.api.Bytes;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.Node;

class YamlTest {
  private static Node read(String text) {
    return YamlReader.read(Bytes.utf8(text)).root();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "yes|true",
        "On|true",
        "n|false",
        "off|false",
        "017|15",
        "0o17|15",
        "0x1f|31",
        "1_000|1000",
        "1e3|1000",
        "1.50|1.5",
        "~|null",
        "-5|-5",
        "2024-01-02|\"2024-01-02\"",
        "1.2.3|\"1.2.3\"",
        "\"yes\"|\"yes\"",
        "!!str 1|\"1\"",
        "089|89",
        "12345678901234567890|12345678901234567000",
        "!!binary aGk=|\"hi\"",
        "{b: 1, a: 2}|{\"a\":2,\"b\":1}",
        "{1: x, yes: z}|{\"1\":\"x\",\"true\":\"z\"}"
      })
  void plainScalarsMeanWhatYaml11Says(String yaml, String json) {
    assertThat(read(yaml)).hasToString(json);
  }

  @Test
  void aliasesAndMergesAreFollowed() {
    assertThat(read("a: &a {x: 1, z: 2}\nb: *a\nc:\n  <<: *a\n  x: 3\n"))
        .hasToString("{\"a\":{\"x\":1,\"z\":2},\"b\":{\"x\":1,\"z\":2},\"c\":{\"x\":3,\"z\":2}}");
  }

  @Test
  void onlyTheFirstDocumentIsRead() {
    assertThat(read("a: 1\n---\nb: 2\n")).hasToString("{\"a\":1}");
    assertThat(read("").isNull()).isTrue();
  }

  @Test
  void aDocumentThatUnfoldsWithoutBoundIsRefused() {
    var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 12; i++)
      bomb.append("a")
          .append(i)
          .append(": &a")
          .append(i)
          .append(" [")
          .append(("*a" + (i - 1) + ",").repeat(9))
          .append("]\n");
    assertThatThrownBy(() -> read(bomb.toString()))
        .hasMessage("yaml: document contains excessive aliasing");
  }

  @Test
  void theFirstFaultOfBrokenBytesIsTold() {
    byte[] control = {0x1f, (byte) 0x8b};
    byte[] leading = {'a', (byte) 0x8b};
    byte[] utf16 = {(byte) 0xff, (byte) 0xfe, '{', 0, '}', 0};
    assertThatThrownBy(() -> YamlReader.read(Bytes.wrap(control)))
        .hasMessage("yaml: control characters are not allowed");
    assertThatThrownBy(() -> YamlReader.read(Bytes.wrap(leading)))
        .hasMessage("yaml: invalid leading UTF-8 octet");
    assertThat(YamlReader.read(Bytes.wrap(utf16)).root()).hasToString("{}");
  }

  @Test
  void deepNestingIsRefusedAndNotFatal() {
    assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(YamlException.class);
  }

  @Test
  void keysGivenTwiceAreReportedWithTheirLines() {
    var document = YamlReader.read(Bytes.utf8("a: 1\nb:\n  c: 1\n  c: 2\na: 2\n"));
    assertThat(document.strictErrors())
        .containsExactly(
            "yaml: unmarshal errors:\n  line 4: key \"c\" already set in map\n  line 5: key \"a\" already set in map");
    assertThat(document.root()).hasToString("{\"a\":2,\"b\":{\"c\":2}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a: 1\n\tb: 2'|yaml: line 2: found character that cannot start any token",
        "'x\u0001'|yaml: control characters are not allowed",
        "'a: [\n'|yaml: line 1: did not find expected node content",
        "*a|yaml: unknown anchor 'a' referenced",
        "a: .inf|json: unsupported value: +Inf",
        "a: -.Inf|json: unsupported value: -Inf",
        "a: .nan|json: unsupported value: NaN"
      })
  void brokenYamlIsToldInTheWordsOfLibyaml(String text, String message) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(YamlException.class).hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{\"b\":[1,{\"c\":\"x\",\"d\":[]},[1,2]]},\"e\":\"yes\",\"f\":\"a\\nb\\n\",\"g\":\"a\\nb\",\"h\":\"\",\"i\":null,\"j\":1.5,\"k\":{}}",
        "[\"- x\",\"a: b\",\"#\",\"'\",\"\\\"\",\"0x1\",\"1.0\",\"null\",\" a\",\"a \",\"é😀\",\"\\t\",\"2024-01-01T00:00:00Z\",\"~\",\"a #b\",\"-\",\"---\",\"1:30\"]",
        "[\"\\n\\na\",\"a\\n\\n\",\"a\\n\\n\\nb\\n\",\" a\\nb\",\"a \\nb\",\"\\\\\"]"
      })
  void whatIsWrittenReadsAsTheSame(String json) {
    Node node = JsonReader.tree(json.getBytes(StandardCharsets.UTF_8));
    assertThat(YamlReader.read(YamlWriter.write(node)).root()).isEqualTo(node);
  }

  @Test
  void keysAreWrittenSortedAndListsUnderTheirKey() {
    assertThat(YamlWriter.write(read("{b: [1, {y1: 1, x: [a]}], a: x}")).utf8())
        .isEqualTo("a: x\nb:\n- 1\n- x:\n  - a\n  y1: 1\n");
  }

  @Test
  void noTextCausesMoreThanAClearError() {
    var random = new Random(3);
    byte[] seed =
        "a: &x [1, 'b', \"c\"]\nd:\n  - *x\n  - |\n    t\nf: {g: h}\n"
            .getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = seed.clone();
      for (int i = random.nextInt(4); i >= 0; i--)
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
      try {
        Node node = YamlReader.read(Bytes.wrap(bytes)).root();
        assertThat(YamlReader.read(YamlWriter.write(node)).root()).isEqualTo(node);
      } catch (YamlException clear) {
        assertThat(clear).hasMessageStartingWith("yaml: ");
      }
    }
  }
}
