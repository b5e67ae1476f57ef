package pilothouse.storage.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pilothouse.api.Bytes;

final class CachedObjectTest {
  private static final String KEY = "/registry/pods/default/a";

  private static CachedObject object(String json, SelectableField... fields) {
    return CachedObjects.of(CachedObjects.pods(fields), KEY, 7, json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // Built-in kinds: after the last of name, generateName, namespace, selfLink, uid.
        "{'kind':'Pod','metadata':{'name':'a','namespace':'d','uid':'u','labels':{'x':'y'}}} | {'kind':'Pod','metadata':{'name':'a','namespace':'d','uid':'u','resourceVersion':'7','labels':{'x':'y'}}}",
        "{'metadata':{'name':'a','creationTimestamp':null}} | {'metadata':{'name':'a','resourceVersion':'7','creationTimestamp':null}}",
        // Custom resources: among sorted members.
        "{'metadata':{'creationTimestamp':null,'name':'a','uid':'u'},'spec':{}} | {'metadata':{'creationTimestamp':null,'name':'a','resourceVersion':'7','uid':'u'},'spec':{}}",
        "{'metadata':{'generation':1,'name':'a'}} | {'metadata':{'generation':1,'name':'a','resourceVersion':'7'}}",
        // Odd ones.
        "{'metadata':{}} | {'metadata':{'resourceVersion':'7'}}",
        "{'kind':'Pod'} | {'metadata':{'resourceVersion':'7'},'kind':'Pod'}",
        "{} | {'metadata':{'resourceVersion':'7'}}",
        "{ 'metadata' : { 'name' : 'a' } } | { 'metadata' : { 'name' : 'a','resourceVersion':'7' } }",
      })
  void theRevisionIsPutWhereUpstreamWritesIt(String stored, String sent) {
    var object = object(stored.replace('\'', '"'));
    assertThat(object.json().utf8()).isEqualTo(sent.replace('\'', '"'));
    assertThat(object.jsonWithoutRevision().utf8()).isEqualTo(stored.replace('\'', '"'));
  }

  @Test
  void itsContentIsComparedWithoutTheRevision() {
    var stored = "{\"metadata\":{\"name\":\"a\",\"labels\":{\"x\":\"y\"}}}";
    var object = object(stored);
    assertThat(object.hasContent(Bytes.utf8(stored))).isTrue();
    assertThat(object.hasContent(object.json())).isFalse();
    assertThat(object.hasContent(Bytes.utf8(stored.replace("y", "z")))).isFalse();
    assertThat(object.hasContent(Bytes.utf8(stored.replace("a\"", "b\"")))).isFalse();
    assertThat(object.hasContent(Bytes.utf8("{\"metadata\""))).isFalse();
    assertThat(object.hasContent(Bytes.utf8(stored + " "))).isFalse();
    assertThat(object("x").hasContent(Bytes.utf8("x"))).isFalse();
  }

  @Test
  void onlyItsWholeNameNamesIt() {
    var named = object("{}");
    assertThat(named.isNamed("a")).isTrue();
    assertThat(named.isNamed("")).isFalse();
    assertThat(named.isNamed("default/a")).isFalse();
    assertThat(
            CachedObjects.of(CachedObjects.pods(), "/registry/pods/default/ba", 7, "{}")
                .isNamed("a"))
        .isFalse();
  }

  @Test
  void itKnowsWhatItIsSelectedBy() {
    var object =
        object(
            """
            {"metadata":{"name":"a","namespace":"default","uid":"u-1","labels":{"app":"web","tier":"a\\"\\u00e4"}},
             "spec":{"nodeName":"n1","containers":[{"name":"nodeName"}],"hostNetwork":true},"status":{"phase":"Running"}}\
            """,
            SelectableField.of("spec.nodeName"),
            SelectableField.of("spec.hostNetwork", "false"),
            SelectableField.of("status.phase"));
    assertThat(object.key()).isEqualTo(KEY);
    assertThat(object.name()).isEqualTo("a");
    assertThat(object.namespace()).isEqualTo("default");
    assertThat(object.uid()).isEqualTo("u-1");
    assertThat(object.labels()).containsExactly(entry("app", "web"), entry("tier", "a\"ä"));
    assertThat(object.label("app")).contains("web");
    assertThat(object.label("none")).isEmpty();
    assertThat(object.field("metadata.name")).isEqualTo("a");
    assertThat(object.field("metadata.namespace")).isEqualTo("default");
    assertThat(object.field("spec.nodeName")).isEqualTo("n1");
    assertThat(object.field("spec.hostNetwork")).isEqualTo("true");
    assertThat(object.field("status.phase")).isEqualTo("Running");
    assertThat(object.field("unknown")).isEmpty();
  }

  @Test
  void anAbsentFieldHasTheValueDeclaredForThat() {
    var object =
        object(
            "{\"metadata\":{},\"spec\":{\"a\":null,\"b\":\"\",\"c\":{\"d\":1}}}",
            SelectableField.of("spec.a"),
            SelectableField.of("spec.b", "none"),
            SelectableField.of("spec.c", "false"),
            SelectableField.of("spec.c.d"));
    assertThat(object.field("spec.a")).isEmpty();
    assertThat(object.field("spec.b")).isEqualTo("none");
    assertThat(object.field("spec.c")).isEqualTo("false");
    assertThat(object.field("spec.c.d")).isEqualTo("1");
  }

  @Test
  void ofSeveralPathsTheFirstThatLeadsSomewhereCounts() {
    var source =
        new SelectableField(
            "source", List.of(List.of("source", "component"), List.of("reportingComponent")), "");
    assertThat(
            object("{\"reportingComponent\":\"r\",\"source\":{\"component\":\"s\"}}", source)
                .field("source"))
        .isEqualTo("s");
    assertThat(object("{\"reportingComponent\":\"r\",\"source\":{}}", source).field("source"))
        .isEqualTo("r");
    assertThat(
            object("{\"source\":{\"component\":\"\"},\"reportingComponent\":\"r\"}", source)
                .field("source"))
        .isEqualTo("r");
  }

  @Test
  void theUidIsFoundOnBothSidesOfTheRevision() {
    assertThat(object("{\"metadata\":{\"creationTimestamp\":null,\"uid\":\"u-2\"}}").uid())
        .isEqualTo("u-2");
    assertThat(
            object("{\"metadata\":{\"creationTimestamp\":null,\"uid\":\"u-2\"}}").at(123456).uid())
        .isEqualTo("u-2");
    assertThat(object("{\"metadata\":{\"uid\":\"u-2\"}}").at(123456).uid()).isEqualTo("u-2");
    assertThat(object("{\"metadata\":{}}").uid()).isEmpty();
  }

  @Test
  void theSameContentAtAnotherRevisionDiffersInThatAlone() {
    var later = object("{\"metadata\":{\"name\":\"a\",\"labels\":{\"x\":\"y\"}}}").at(100);
    assertThat(later.revision()).isEqualTo(100);
    assertThat(later.json().utf8())
        .isEqualTo(
            "{\"metadata\":{\"name\":\"a\",\"resourceVersion\":\"100\",\"labels\":{\"x\":\"y\"}}}");
    assertThat(later.label("x")).contains("y");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":\"",
        "{\"a\":\"\\",
        "{\"metadata\":[]}",
        "{\"metadata\":{\"labels\":{\"a\":1}}}",
        "{}{}",
        "{\"metadata\":{\"labels\":{\"a\":\"\\u12\"}}}",
        "{\"metadata\":{\"resourceVersion\":\"5\"}}",
        "{\"a\":[1,{\"b\":2}"
      })
  void whatCannotBeReadIsKeptAsDamaged(String stored) {
    var object = object(stored);
    assertThat(object.isDamaged()).isTrue();
    assertThat(object.damage()).isNotEmpty();
    assertThat(object.json().utf8()).isEqualTo(stored);
    assertThat(object.at(9).revision()).isEqualTo(9);
    assertThat(object.labels()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ObjectReader(CachedObjects.pods()).prepare(KEY, Bytes.utf8(stored)));
  }

  @Test
  void anEncodingIsMadeOnce() {
    var object = object("{\"metadata\":{}}");
    var first = object.encoded("protobuf", o -> Bytes.utf8("p" + o.revision()));
    assertThat(first).isEqualTo(Bytes.utf8("p7"));
    assertThat(object.encoded("cbor", _ -> Bytes.utf8("c"))).isEqualTo(Bytes.utf8("c"));
    assertThat(object.encoded("protobuf", _ -> Bytes.utf8("again"))).isSameAs(first);
  }

  @Test
  void labelNamesAndValuesAreSharedBetweenObjects() {
    var reader = new ObjectReader(CachedObjects.pods());
    var one =
        reader.prepare(KEY, Bytes.utf8("{\"metadata\":{\"labels\":{\"app\":\"web\"}}}")).at(1);
    var two =
        reader.prepare(KEY, Bytes.utf8("{\"metadata\":{\"labels\":{\"app\":\"web\"}}}")).at(2);
    assertThat(one.label("app").orElseThrow()).isSameAs(two.label("app").orElseThrow());
  }

  @Test
  void keysAreMadeOfPathSegments() {
    var pods = CachedObjects.pods();
    assertThat(pods.key("default", "a")).isEqualTo(KEY);
    assertThat(pods.scope("default")).isEqualTo("/registry/pods/default/");
    assertThat(pods.scope("")).isEqualTo("/registry/pods/");
    for (var bad : List.of("", ".", "..", "a/b")) {
      assertThatIllegalArgumentException().isThrownBy(() -> pods.key("default", bad));
      assertThatIllegalArgumentException().isThrownBy(() -> pods.key(bad, "a"));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new StoredResource("pods/", true));
    assertThatIllegalArgumentException().isThrownBy(() -> new StoredResource("/", true));
  }

  @Test
  void aLargeObjectIsKeptSmallAndReadAsItIs() {
    String text = "What there is to say of this field. ".repeat(2_000);
    var object = object("{\"metadata\":{\"name\":\"a\",\"uid\":\"u\"},\"text\":\"" + text + "\"}");

    assertThat(object.weight()).isLessThan(text.length() / 10);
    assertThat(object.uid()).isEqualTo("u");
    assertThat(object.json().utf8())
        .isEqualTo(
            "{\"metadata\":{\"name\":\"a\",\"uid\":\"u\",\"resourceVersion\":\"7\"},\"text\":\""
                + text
                + "\"}");
    assertThat(object.hasContent(object.jsonWithoutRevision())).isTrue();
    assertThat(object.at(9).json().utf8()).contains("\"resourceVersion\":\"9\"");
  }

  @Test
  void whatDoesNotShrinkIsKeptAsItIs() {
    var random = new java.util.Random(1);
    var text = new StringBuilder();
    for (int i = 0; i < 40_000; i++) text.append((char) ('!' + random.nextInt(90)));
    String noise = text.toString().replace('"', 'x').replace('\\', 'y');
    var object = object("{\"metadata\":{},\"noise\":\"" + noise + "\"}");

    assertThat(object.weight()).isEqualTo(object.json().size());
  }
}
