package pilothouse.server.rest;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import pilothouse.api.ApiException;
import pilothouse.api.validation.FieldError;
import pilothouse.server.http.Query;

/// Parameters of a query as upstream converts them: an empty value of a switch turns it on, and so does any word but `false` and `0`.
///
/// Source: apimachinery `pkg/runtime/conversion.go`.
final class QueryValues {
  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private QueryValues() {}

  static boolean flag(Query query, String name) {
    return optionalFlag(query, name).orElse(false);
  }

  static Optional<Boolean> optionalFlag(Query query, String name) {
    return query.first(name).map(text -> !text.equalsIgnoreCase("false") && !text.equals("0"));
  }

  /// @throws ApiException `BadRequest` in Go's words
  static OptionalLong number(Query query, String name) {
    List<String> all = query.all(name);
    if (all.isEmpty()) return OptionalLong.empty();
    String text = all.getFirst();
    String parsing = "strconv.ParseInt: parsing " + FieldError.quote(text) + ": ";
    if (!text.matches("[+-]?[0-9]+")) throw ApiException.badRequest(parsing + "invalid syntax");
    var value = new BigInteger(text.startsWith("+") ? text.substring(1) : text);
    if (value.compareTo(LEAST) < 0 || value.compareTo(MOST) > 0)
      throw ApiException.badRequest(parsing + "value out of range");
    return OptionalLong.of(value.longValue());
  }
}
