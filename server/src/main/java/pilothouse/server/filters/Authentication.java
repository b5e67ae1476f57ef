package pilothouse.server.filters;

import java.util.ArrayList;
import java.util.List;
import pilothouse.api.ApiException;
import pilothouse.api.Reason;
import pilothouse.server.authn.Authenticator;
import pilothouse.server.http.Call;
import pilothouse.server.http.Filter;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;
import pilothouse.server.http.User;

/// Finds out who calls; a bad credential is `401`, none is the anonymous user where that is allowed.
///
/// Source: apiserver `pkg/endpoints/filters/authentication.go`.
public final class Authentication implements Filter {
  public static final String AUTHENTICATED = "system:authenticated";

  private final Authenticator authenticator;
  private final boolean anonymous;

  /// @param anonymous `--anonymous-auth`
  public Authentication(Authenticator authenticator, boolean anonymous) {
    this.authenticator = authenticator;
    this.anonymous = anonymous;
  }

  @Override
  public Response apply(Call call, Handler next) {
    User user =
        switch (authenticator.authenticate(call)) {
          case Authenticator.Found.Somebody(var somebody) -> known(somebody);
          case Authenticator.Found.Invalid _ -> throw unauthorized();
          case Authenticator.Found.Nothing _ -> nobody();
        };
    return next.handle(call.withUser(user).withHeaders(call.headers().without("Authorization")));
  }

  private User nobody() {
    if (!anonymous) throw unauthorized();
    return User.ANONYMOUS;
  }

  /// Everybody who is known is also in the group of those who are.
  public static User known(User user) {
    if (user.in(AUTHENTICATED) || user.in("system:unauthenticated")) return user;
    List<String> groups = new ArrayList<>(user.groups());
    groups.add(AUTHENTICATED);
    return new User(user.name(), user.uid(), groups, user.extra());
  }

  private static ApiException unauthorized() {
    return ApiException.of(Reason.UNAUTHORIZED, "Unauthorized");
  }
}
