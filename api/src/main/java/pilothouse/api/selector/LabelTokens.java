package pilothouse.api.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Splits a label selector into tokens: signs, the words `in` and `notin`, and names.
final class LabelTokens {
  /// What a token is; [#NAME] covers keys and values alike.
  enum Kind {
    NAME,
    IN,
    NOT_IN,
    EQUALS,
    DOUBLE_EQUALS,
    NOT_EQUALS,
    GREATER,
    LESS,
    NOT,
    COMMA,
    OPEN,
    CLOSE,
    WRONG,
    END
  }

  record Token(Kind kind, String text) {}

  private static final Token END = new Token(Kind.END, "");

  private final String text;
  private int at;

  private LabelTokens(String text) {
    this.text = text;
  }

  /// The tokens of a text, the last being the end.
  static List<Token> of(String text) {
    var scanner = new LabelTokens(text);
    var tokens = new ArrayList<Token>();
    Token token;
    do {
      token = scanner.next();
      tokens.add(token);
    } while (token.kind() != Kind.END);
    return tokens;
  }

  private Token next() {
    while (at < text.length() && blank(text.charAt(at))) at++;
    if (at == text.length()) return END;
    return sign(text.charAt(at)) ? scanSign() : scanWord();
  }

  private Token scanWord() {
    int start = at;
    while (at < text.length() && !blank(text.charAt(at)) && !sign(text.charAt(at))) at++;
    String word = text.substring(start, at);
    return switch (word) {
      case "in" -> new Token(Kind.IN, word);
      case "notin" -> new Token(Kind.NOT_IN, word);
      default -> new Token(Kind.NAME, word);
    };
  }

  /// The longest sign that stands here.
  private Token scanSign() {
    Optional<Kind> pair =
        at + 2 <= text.length() ? pair(text.substring(at, at + 2)) : Optional.empty();
    int length = pair.isPresent() ? 2 : 1;
    Kind kind = pair.orElseGet(() -> single(text.charAt(at)));
    at += length;
    return new Token(kind, text.substring(at - length, at));
  }

  private static Optional<Kind> pair(String sign) {
    return switch (sign) {
      case "==" -> Optional.of(Kind.DOUBLE_EQUALS);
      case "!=" -> Optional.of(Kind.NOT_EQUALS);
      default -> Optional.empty();
    };
  }

  private static Kind single(char sign) {
    return switch (sign) {
      case '=' -> Kind.EQUALS;
      case '!' -> Kind.NOT;
      case '(' -> Kind.OPEN;
      case ')' -> Kind.CLOSE;
      case ',' -> Kind.COMMA;
      case '>' -> Kind.GREATER;
      case '<' -> Kind.LESS;
      default -> Kind.WRONG;
    };
  }

  private static boolean blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static boolean sign(char c) {
    return "=!(),><".indexOf(c) >= 0;
  }
}
