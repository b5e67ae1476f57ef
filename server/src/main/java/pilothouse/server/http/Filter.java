package pilothouse.server.http;

import java.util.List;

/// Stands before a handler: answers itself, or passes a call on and may change what comes back.
@FunctionalInterface
public interface Filter {
  Response apply(Call call, Handler next);

  /// The filters in running order, then the handler.
  static Handler chain(List<Filter> filters, Handler last) {
    Handler handler = last;
    for (Filter filter : filters.reversed()) {
      Handler next = handler;
      handler = call -> filter.apply(call, next);
    }
    return handler;
  }
}
