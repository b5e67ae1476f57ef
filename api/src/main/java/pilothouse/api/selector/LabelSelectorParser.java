package pilothouse.api.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import pilothouse.api.ApiException;
import pilothouse.api.selector.LabelTokens.Kind;
import pilothouse.api.selector.LabelTokens.Token;
import pilothouse.api.selector.Requirement.Operator;
import pilothouse.api.validation.FieldError;

/// Reads `requirement {, requirement}` where a requirement is `[!]key`, `key sign value` or `key in|notin (value, …)`.
///
/// The words of each refusal are upstream's. Source: apimachinery `pkg/labels/selector.go`.
final class LabelSelectorParser {
  private static final String BINARY_SIGNS = "in, notin, =, ==, !=, gt, lt";

  private final List<Token> tokens;
  private int at;

  LabelSelectorParser(String text) {
    tokens = LabelTokens.of(text);
  }

  List<Requirement> parse() {
    var found = new ArrayList<Requirement>();
    while (!peeks(Kind.END)) {
      if (!startsRequirement())
        throw wrong(peek(), ", expected: !, identifier, or 'end of string'");
      found.add(requirementNamed());
      if (peeks(Kind.END)) break;
      Token comma = take();
      if (comma.kind() != Kind.COMMA) throw wrong(comma, ", expected: ',' or 'end of string'");
      if (!startsRequirement()) throw wrong(peek(), ", expected: identifier after ','");
    }
    return found;
  }

  private boolean startsRequirement() {
    return word(peek()) || peeks(Kind.NOT);
  }

  private Requirement requirementNamed() {
    try {
      return requirement();
    } catch (ApiException e) {
      throw ApiException.badRequest("unable to parse requirement: " + e.status().message());
    }
  }

  private Requirement requirement() {
    boolean absent = peeks(Kind.NOT);
    if (absent) take();
    Token key = take();
    if (!word(key)) throw wrong(key, ", expected: identifier");
    checkKey(key.text());
    if (absent) return Requirement.of(key.text(), Operator.DOES_NOT_EXIST, List.of());
    if (peeks(Kind.END) || peeks(Kind.COMMA))
      return Requirement.of(key.text(), Operator.EXISTS, List.of());
    Operator operator = operator();
    boolean many = operator == Operator.IN || operator == Operator.NOT_IN;
    return Requirement.of(key.text(), operator, many ? values() : value());
  }

  /// Upstream reports a bad key without a path, which prints as `<nil>`.
  private static void checkKey(String key) {
    LabelSyntax.keyError(key)
        .ifPresent(why -> {
          throw ApiException.badRequest(
              "<nil>: Invalid value: " + FieldError.quote(key) + ": " + why);
        });
  }

  private Operator operator() {
    Token token = take();
    return switch (token.kind()) {
      case IN -> Operator.IN;
      case NOT_IN -> Operator.NOT_IN;
      case EQUALS -> Operator.EQUALS;
      case DOUBLE_EQUALS -> Operator.DOUBLE_EQUALS;
      case NOT_EQUALS -> Operator.NOT_EQUALS;
      case GREATER -> Operator.GREATER;
      case LESS -> Operator.LESS;
      case NAME, NOT, COMMA, OPEN, CLOSE, WRONG, END ->
          throw wrong(token, ", expected: " + BINARY_SIGNS);
    };
  }

  private List<String> value() {
    if (peeks(Kind.END) || peeks(Kind.COMMA)) return List.of("");
    Token token = take();
    if (!word(token)) throw wrong(token, ", expected: identifier");
    return List.of(token.text());
  }

  private List<String> values() {
    Token open = take();
    if (open.kind() != Kind.OPEN) throw wrong(open, " expected: '('");
    if (peeks(Kind.CLOSE)) {
      take();
      return List.of("");
    }
    if (!word(peek()) && !peeks(Kind.COMMA))
      throw wrong(peek(), ", expected: ',', ')' or identifier");
    return list();
  }

  /// Values up to the closing parenthesis; nothing before, between or after commas is the empty value.
  private List<String> list() {
    var values = new TreeSet<String>();
    while (true) {
      Token token = take();
      if (word(token)) {
        values.add(token.text());
        if (!peeks(Kind.COMMA) && !peeks(Kind.CLOSE)) throw wrong(peek(), ", expected: ',' or ')'");
      } else if (token.kind() == Kind.COMMA) {
        if (values.isEmpty() || peeks(Kind.CLOSE) || peeks(Kind.COMMA)) values.add("");
      } else {
        throw wrong(token, ", expected: ',', or identifier");
      }
      if (peeks(Kind.CLOSE)) {
        take();
        return List.copyOf(values);
      }
    }
  }

  /// `in` and `notin` are ordinary keys and values wherever no operator can stand.
  private static boolean word(Token token) {
    return token.kind() == Kind.NAME || token.kind() == Kind.IN || token.kind() == Kind.NOT_IN;
  }

  private Token peek() {
    return tokens.get(Math.min(at, tokens.size() - 1));
  }

  private boolean peeks(Kind kind) {
    return peek().kind() == kind;
  }

  private Token take() {
    Token token = peek();
    at++;
    return token;
  }

  private static ApiException wrong(Token token, String expected) {
    return ApiException.badRequest("found '" + token.text() + "'" + expected);
  }
}
