package pilothouse.cel.library;

import java.util.List;
import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.GrowingMap;
import pilothouse.cel.value.ListValue;
import pilothouse.cel.value.OpaqueValue;
import pilothouse.cel.value.Value;
import pilothouse.cel.value.Value.Text;

/// URLs.
///
/// Source: apiserver `pkg/cel/library/urls.go`.
final class Urls {
  record Url(GoUrl url) implements OpaqueValue {
    @Override
    public String typeName() {
      return "kubernetes.URL";
    }
  }

  private Urls() {}

  static void addTo(Overloads all) {
    all.one("url", Text.class, Urls::parse)
        .one("isURL", Text.class, a -> Value.of(GoUrl.problem(a.value()).isEmpty()))
        .one("getScheme", Url.class, a -> Value.of(a.url().scheme()))
        .one("getHost", Url.class, a -> Value.of(a.url().host()))
        .one("getHostname", Url.class, a -> Value.of(a.url().hostname()))
        .one("getPort", Url.class, a -> Value.of(a.url().port()))
        .one("getEscapedPath", Url.class, a -> Value.of(a.url().escapedPath()))
        .one("getQuery", Url.class, Urls::query);
  }

  private static Value parse(Text text) {
    GoUrl.problem(text.value())
        .ifPresent(problem -> {
          throw new EvalException("URL parse error during conversion from string: " + problem);
        });
    return new Url(GoUrl.parse(text.value()));
  }

  private static Value query(Url url) {
    GrowingMap map = GrowingMap.EMPTY;
    for (var entry : url.url().query().entrySet())
      map = map.with(Value.of(entry.getKey()), ListValue.ofTexts(List.copyOf(entry.getValue())));
    return map;
  }
}
