package pilothouse.api.validation;

import java.util.Set;

/// The words that the Common Expression Language keeps for itself: none of them can be a name.
///
/// Source: cel-spec, lexical rules; apiserver `pkg/cel/escaping.go`.
public final class CelWords {
  private static final Set<String> RESERVED =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");

  private CelWords() {}

  public static boolean reserved(String word) {
    return RESERVED.contains(word);
  }
}
