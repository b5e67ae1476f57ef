package pilothouse.server.filters;

import pilothouse.server.authz.Attributes;
import pilothouse.server.authz.Authorizer;
import pilothouse.server.authz.Decision;
import pilothouse.server.authz.Refusal;
import pilothouse.server.http.Call;
import pilothouse.server.http.Filter;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;

/// Lets through what the authorizer allows; anything else is `403`.
public final class Authorization implements Filter {
  private final Authorizer authorizer;
  private final StatusResponses responses;

  public Authorization(Authorizer authorizer, StatusResponses responses) {
    this.authorizer = authorizer;
    this.responses = responses;
  }

  @Override
  public Response apply(Call call, Handler next) {
    Attributes attributes = Attributes.of(call);
    Decision decision = authorizer.authorize(attributes);
    if (decision.allowed()) return next.handle(call);
    return responses
        .of(call, Refusal.of(attributes, decision.reason()).status())
        .with("X-Content-Type-Options", "nosniff");
  }
}
