package pilothouse.app.flags;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the words of one command line into values by flag.
final class CommandLine {
  private final FlagTable table;
  private final List<String> words;
  private final List<String> errors;
  private final Map<String, List<String>> given = new LinkedHashMap<>();
  private int next;

  CommandLine(FlagTable table, List<String> words, List<String> errors) {
    this.table = table;
    this.words = words;
    this.errors = errors;
  }

  Map<String, List<String>> read() {
    while (next < words.size()) {
      String word = words.get(next++);
      if (word.equals("--")) {
        words.subList(next, words.size()).forEach(this::positional);
        break;
      }
      if (word.startsWith("--")) named(word);
      else if (word.startsWith("-") && word.length() > 1) shorthand(word);
      else positional(word);
    }
    return given;
  }

  private void positional(String word) {
    errors.add("unknown argument: " + word);
  }

  private void named(String word) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
    var flag = table.named(name);
    if (flag.isEmpty()) errors.add("unknown flag: --" + name);
    else if (equals >= 0) put(flag.get(), word.substring(equals + 1));
    else takeNext(flag.get());
  }

  private void shorthand(String word) {
    String letter = word.substring(1, 2);
    var flag = table.shorthand(letter);
    if (flag.isEmpty()) errors.add("unknown shorthand flag: '" + letter + "' in " + word);
    else if (word.length() == 2) takeNext(flag.get());
    else put(flag.get(), word.substring(word.charAt(2) == '=' ? 3 : 2));
  }

  private void takeNext(Flag flag) {
    if (flag.type().valueIsOptional()) put(flag, "true");
    else if (next < words.size()) put(flag, words.get(next++));
    else errors.add("flag needs an argument: --" + flag.name());
  }

  private void put(Flag flag, String value) {
    var type = flag.type();
    for (String part : type.splitsAtCommas() ? value.split(",") : new String[] {value})
      type.fault(part)
          .ifPresent(fault ->
              errors.add(
                  "invalid argument \""
                      + value
                      + "\" for \"--"
                      + flag.name()
                      + "\" flag: "
                      + fault));
    if (type.accumulates()) given.computeIfAbsent(flag.name(), _ -> new ArrayList<>()).add(value);
    else given.put(flag.name(), List.of(value));
  }
}
