package pilothouse.cel.library;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import pilothouse.api.structural.StringFormats;
import pilothouse.api.validation.Formats;
import pilothouse.cel.value.ListValue;
import pilothouse.cel.value.OpaqueValue;
import pilothouse.cel.value.Value;
import pilothouse.cel.value.Value.Maybe;
import pilothouse.cel.value.Value.Text;

/// Formats by name: `format.dns1123Label().validate('x')`.
///
/// Source: apiserver `pkg/cel/library/format.go`.
public final class NamedFormats {

  /// @param regexSize the length that costs are told by
  public record NamedFormat(String name, int regexSize, Function<String, List<String>> check)
      implements OpaqueValue {
    @Override
    public String typeName() {
      return "kubernetes.NamedFormat";
    }

    @Override
    public boolean same(OpaqueValue other) {
      return other instanceof NamedFormat that && name.equals(that.name);
    }
  }

  private static final int UUID_PATTERN = 80;
  private static final int DATE_TIME_PATTERN = 125;

  private NamedFormats() {}

  static void addTo(Overloads all) {
    Map<String, NamedFormat> formats = formats();
    formats.forEach((name, format) -> all.none("format." + name, format));
    all.one(
            "format.named",
            Text.class,
            a ->
                Optional.<Value>ofNullable(formats.get(a.value()))
                    .map(Maybe::some)
                    .orElse(Maybe.NONE))
        .two("validate", NamedFormat.class, Text.class, NamedFormats::validate);
  }

  private static Value validate(NamedFormat format, Text text) {
    List<String> wrong = format.check().apply(text.value());
    return wrong.isEmpty() ? Maybe.NONE : Maybe.some(ListValue.ofTexts(wrong));
  }

  private static Map<String, NamedFormat> formats() {
    var formats = new LinkedHashMap<String, NamedFormat>();
    formats.put("dns1123Label", new NamedFormat("DNS1123Label", 30, Formats::dnsLabel));
    formats.put("dns1123Subdomain", new NamedFormat("DNS1123Subdomain", 60, Formats::dnsSubdomain));
    formats.put("dns1035Label", new NamedFormat("DNS1035Label", 30, Formats::dns1035Label));
    formats.put("qualifiedName", new NamedFormat("QualifiedName", 60, Formats::qualifiedName));
    formats.put(
        "dns1123LabelPrefix", new NamedFormat("DNS1123LabelPrefix", 30, prefix(Formats::dnsLabel)));
    formats.put(
        "dns1123SubdomainPrefix",
        new NamedFormat("DNS1123SubdomainPrefix", 60, prefix(Formats::dnsSubdomain)));
    formats.put(
        "dns1035LabelPrefix",
        new NamedFormat("DNS1035LabelPrefix", 30, prefix(Formats::dns1035Label)));
    formats.put("labelValue", new NamedFormat("LabelValue", 40, Formats::labelValue));
    formats.put("uri", new NamedFormat("URI", 1103, text -> GoUrl.problem(text).stream().toList()));
    formats.put(
        "uuid",
        new NamedFormat("uuid", UUID_PATTERN, check("uuid", "does not match the UUID format")));
    formats.put("byte", new NamedFormat("byte", 84, check("byte", "invalid base64")));
    formats.put("date", new NamedFormat("date", DATE_TIME_PATTERN, check("date", "invalid date")));
    formats.put(
        "datetime",
        new NamedFormat("datetime", DATE_TIME_PATTERN, check("datetime", "invalid datetime")));
    return formats;
  }

  /// A prefix may end with a dash, since more will follow.
  private static Function<String, List<String>> prefix(Function<String, List<String>> check) {
    return text ->
        check.apply(text.endsWith("-") ? text.substring(0, text.length() - 1) + "a" : text);
  }

  private static Function<String, List<String>> check(String format, String message) {
    return text -> StringFormats.matches(format, text) ? List.of() : List.of(message);
  }
}
