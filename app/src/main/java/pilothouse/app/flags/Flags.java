package pilothouse.app.flags;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pilothouse.api.GoDuration;

/// The flags of one command line: what was given, and what holds for the rest. Immutable.
///
/// A command line is read in the way of spf13/pflag: `--name=value`, `--name value`, `--name` alone for booleans, `-v 2`,
/// `-v=2` and `-v2`; `_` in a name is `-`; `--` ends the flags.
public final class Flags {
  private final FlagTable table;
  private final Map<String, List<String>> given;

  private Flags(FlagTable table, Map<String, List<String>> given) {
    this.table = table;
    this.given = Collections.unmodifiableMap(given);
  }

  /// Reads a command line; what is wrong with it is added to `errors`, all of it.
  static Flags parse(FlagTable table, List<String> arguments, List<String> errors) {
    var reader = new CommandLine(table, arguments, errors);
    return new Flags(table, reader.read());
  }

  boolean isSet(String name) {
    return given.containsKey(name);
  }

  /// The flags that were given and do nothing yet.
  List<String> withoutEffect() {
    return table.all().stream()
        .filter(flag -> !flag.effective() && isSet(flag.name()))
        .map(Flag::name)
        .toList();
  }

  private List<String> values(String name) {
    var flag = table.named(name).orElseThrow(() -> new IllegalArgumentException("no flag " + name));
    var values = given.get(name);
    if (values != null) return values;
    return flag.fallback().isEmpty() ? List.of() : List.of(flag.fallback());
  }

  /// The last value; empty when there is none.
  String text(String name) {
    var values = values(name);
    return values.isEmpty() ? "" : values.getLast();
  }

  /// The value of every flag as text, several joined by commas.
  Map<String, String> all() {
    var out = new LinkedHashMap<String, String>();
    for (Flag flag : table.all()) out.put(flag.name(), String.join(",", values(flag.name())));
    return Collections.unmodifiableMap(out);
  }

  boolean bool(String name) {
    return "1tTtrueTRUETrue".contains(text(name)) && !text(name).isEmpty();
  }

  int number(String name) {
    String text = text(name);
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  Duration duration(String name) {
    return text(name).isEmpty() ? Duration.ZERO : GoDuration.parse(text(name));
  }

  /// All values, split at commas where the flag's type says so.
  List<String> list(String name) {
    var flag = table.named(name).orElseThrow(() -> new IllegalArgumentException("no flag " + name));
    if (!flag.type().splitsAtCommas()) return values(name);
    var out = new ArrayList<String>();
    for (String value : values(name))
      for (String part : value.split(",")) if (!part.isBlank()) out.add(part.strip());
    return List.copyOf(out);
  }

  /// All `key=value` pairs, in order; a key that is given twice keeps its last value.
  Map<String, String> map(String name) {
    var out = new LinkedHashMap<String, String>();
    for (String pair : list(name)) {
      int at = pair.indexOf('=');
      out.put(at < 0 ? pair : pair.substring(0, at), at < 0 ? "" : pair.substring(at + 1));
    }
    return Collections.unmodifiableMap(out);
  }
}
