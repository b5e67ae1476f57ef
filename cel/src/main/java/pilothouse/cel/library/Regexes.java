package pilothouse.cel.library;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.ListValue;
import pilothouse.cel.value.Value;
import pilothouse.cel.value.Value.Int;
import pilothouse.cel.value.Value.Text;

/// Regular expressions in RE2's syntax, which takes time linear in the text whatever the expression.
public final class Regexes {
  /// Repeats of repeats multiply; above this an expression is refused before it is built, as Go does.
  private static final int MOST_REPEATS = 1000;

  private Regexes() {}

  static void addTo(Overloads all) {
    all.two(
            "matches",
            Text.class,
            Text.class,
            (a, regex) -> matches(a, compiled(regex.value(), "")))
        .two(
            "find",
            Text.class,
            Text.class,
            (a, regex) -> find(a, compiled(regex.value(), "Illegal regex: ")))
        .two(
            "findAll",
            Text.class,
            Text.class,
            (a, regex) -> findAll(a, compiled(regex.value(), "Illegal regex: "), -1))
        .three(
            "findAll",
            Text.class,
            Text.class,
            Int.class,
            (a, regex, most) ->
                findAll(a, compiled(regex.value(), "Illegal regex: "), most.value()));
  }

  /// The function, with its expression compiled once; empty where the function takes none.
  ///
  /// @throws EvalException where the expression is none
  public static Optional<Implementation> precompiled(String function, String regex) {
    return switch (function) {
      case "matches" -> {
        Pattern pattern = compiled(regex, "");
        yield Optional.of(args -> matches(text(args[0]), pattern));
      }
      case "find" -> {
        Pattern pattern = compiled(regex, "");
        yield Optional.of(args -> find(text(args[0]), pattern));
      }
      case "findAll" -> {
        Pattern pattern = compiled(regex, "");
        yield Optional.of(
            args -> findAll(text(args[0]), pattern, args.length < 3 ? -1 : most(args[2])));
      }
      default -> Optional.empty();
    };
  }

  private static Text text(Value value) {
    if (value instanceof Text text) return text;
    throw EvalException.noSuchOverload();
  }

  private static long most(Value value) {
    if (value instanceof Int number) return number.value();
    throw EvalException.noSuchOverload();
  }

  /// Whether a text is an expression.
  public static boolean valid(String regex) {
    try {
      compiled(regex, "");
      return true;
    } catch (EvalException e) {
      return false;
    }
  }

  private static Pattern compiled(String regex, String prefix) {
    if (RepeatCounts.product(regex) > MOST_REPEATS)
      throw new EvalException(
          prefix + "error parsing regexp: invalid repeat count: `" + regex + "`");
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new EvalException(prefix + e.getMessage());
    }
  }

  private static Value matches(Text text, Pattern pattern) {
    return Value.of(pattern.matcher(text.value()).find());
  }

  private static Value find(Text text, Pattern pattern) {
    Matcher matcher = pattern.matcher(text.value());
    return Value.of(matcher.find() ? matcher.group() : "");
  }

  /// As Go finds: an empty match right after another does not count.
  private static Value findAll(Text text, Pattern pattern, long most) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text.value());
    int end = -1;
    while ((most < 0 || found.size() < most) && matcher.find()) {
      if (matcher.end() > matcher.start() || matcher.start() != end) found.add(matcher.group());
      end = matcher.end();
    }
    return ListValue.ofTexts(found);
  }
}
