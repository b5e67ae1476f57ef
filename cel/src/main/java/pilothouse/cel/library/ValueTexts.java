package pilothouse.cel.library;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pilothouse.api.validation.GoText;
import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.ListValue;
import pilothouse.cel.value.MapValue;
import pilothouse.cel.value.Printing;
import pilothouse.cel.value.Value;

/// Values as the clause `%s` writes them: lists and maps by their parts, entries by order of their keys.
final class ValueTexts {
  private record Entry(String key, String value) {}

  private ValueTexts() {}

  static String text(Value value) {
    return switch (value) {
      case ListValue list -> list(list);
      case MapValue map -> map(map);
      case Value.Maybe _, Value.Failure _, pilothouse.cel.value.OpaqueValue _ ->
          throw Formatting.unfit(
              "string",
              "strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps",
              value.typeName());
      default -> Printing.plain(value);
    };
  }

  private static String list(ListValue list) {
    var out = new StringBuilder("[");
    for (int i = 0; i < list.size(); i++) out.append(i == 0 ? "" : ", ").append(part(list.get(i)));
    return out.append(']').toString();
  }

  private static String map(MapValue map) {
    List<Entry> entries = new ArrayList<>();
    for (Value key : map.keys()) entries.add(new Entry(key(key), part(map.at(key))));
    entries.sort((a, b) -> a.key().compareTo(b.key()));
    var out = new StringBuilder("{");
    for (Entry entry : entries)
      out.append(out.length() == 1 ? "" : ", ")
          .append(entry.key())
          .append(':')
          .append(entry.value());
    return out.append('}').toString();
  }

  private static String key(Value key) {
    return switch (key) {
      case Value.Text text -> GoText.quote(text.value());
      case Value.Bool _, Value.Int _, Value.Uint _ -> Printing.plain(key);
      default ->
          throw new EvalException("no formatting function for map key of type " + key.typeName());
    };
  }

  private static String part(Value value) {
    return switch (value) {
      case Value.Text text -> GoText.quote(text.value());
      case Value.Binary binary -> "b" + GoText.quote(binary.value().utf8());
      case Value.Moment moment ->
          "timestamp(" + GoText.quote(Printing.moment(moment.value())) + ")";
      case Value.Span span -> "duration(" + GoText.quote(Printing.span(span.value())) + ")";
      case Value.Real real -> real(real.value());
      case ListValue list -> list(list);
      case MapValue map -> map(map);
      case Value.Maybe _, Value.Failure _, pilothouse.cel.value.OpaqueValue _ ->
          throw new EvalException("no formatting function for " + value.typeName());
      default -> Printing.plain(value);
    };
  }

  private static String real(double value) {
    if (Double.isNaN(value)) return "\"NaN\"";
    if (Double.isInfinite(value)) return value > 0 ? "\"+Inf\"" : "\"-Inf\"";
    return String.format(Locale.ROOT, "%.6f", value);
  }
}
