package pilothouse.server.filters;

import java.util.ArrayList;
import java.util.List;
import pilothouse.server.http.Call;
import pilothouse.server.http.Filter;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;

/// Turns a call's warnings into `Warning` headers. All of them together may be [#TOTAL] characters long; where they are more, each is cut to [#EACH] and
/// those beyond the total are left out.
///
/// Source: apiserver `pkg/endpoints/filters/warning.go`.
public final class WarningHeaders implements Filter {
  private static final int TOTAL = 4 << 10;
  private static final int EACH = 256;

  @Override
  public Response apply(Call call, Handler next) {
    Response response = next.handle(call);
    for (String text : fitting(call.warnings().list())) {
      response = response.with("Warning", "299 - " + quoted(text));
    }
    return response;
  }

  private static List<String> fitting(List<String> texts) {
    var sendable = texts.stream().filter(WarningHeaders::sendable).toList();
    int total = sendable.stream().mapToInt(WarningHeaders::length).sum();
    if (total <= TOTAL) return sendable;
    var fitting = new ArrayList<String>();
    int used = 0;
    for (String text : sendable) {
      if (used >= TOTAL) break;
      String cut = cut(text);
      used += length(cut);
      fitting.add(cut);
    }
    return fitting;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String cut(String text) {
    return length(text) <= EACH ? text : text.substring(0, text.offsetByCodePoints(0, EACH));
  }

  private static boolean sendable(String text) {
    return !text.isEmpty() && text.codePoints().noneMatch(Character::isISOControl);
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
