package pilothouse.server.filters;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import pilothouse.server.http.Call;
import pilothouse.server.http.Filter;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;

/// Gives every request an `Audit-ID`, or keeps the client's, and tells it in the answer.
public final class AuditId implements Filter {
  public static final String HEADER = "Audit-ID";

  @Override
  public Response apply(Call call, Handler next) {
    String id = call.headers().first(HEADER).orElse("");
    if (!id.isEmpty()) return tell(next.handle(call), id);
    String made = random();
    return tell(next.handle(call.withHeaders(call.headers().and(HEADER, made))), made);
  }

  private static Response tell(Response response, String id) {
    return response.headers().has(HEADER) ? response : response.with(HEADER, id);
  }

  /// A version 4 UUID that need not be unpredictable: a secure one costs a system call.
  private static String random() {
    var random = ThreadLocalRandom.current();
    long most = random.nextLong() & 0xffff_ffff_ffff_0fffL | 0x4000;
    long least = random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
    return new UUID(most, least).toString();
  }
}
