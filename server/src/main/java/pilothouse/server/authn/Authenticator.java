package pilothouse.server.authn;

import java.util.List;
import pilothouse.server.http.Call;
import pilothouse.server.http.User;

/// Finds out who makes a call. Safe for many threads.
@FunctionalInterface
public interface Authenticator {
  Found authenticate(Call call);

  /// What an authenticator found.
  sealed interface Found {
    /// It is this user.
    record Somebody(User user) implements Found {}

    /// A credential is there and no good; unless another authenticator knows the caller, the call is refused.
    record Invalid(String why) implements Found {}

    /// No credential of the kind that this authenticator reads.
    enum Nothing implements Found {
      NOTHING
    }
  }

  /// Asks in order; the first who knows the caller is believed, and a bad credential counts only if nobody does.
  static Authenticator union(List<Authenticator> authenticators) {
    var all = List.copyOf(authenticators);
    return call -> ask(all, call);
  }

  private static Found ask(List<Authenticator> authenticators, Call call) {
    Found result = Found.Nothing.NOTHING;
    for (Authenticator authenticator : authenticators) {
      switch (authenticator.authenticate(call)) {
        case Found.Somebody somebody -> {
          return somebody;
        }
        case Found.Invalid invalid -> result = invalid;
        case Found.Nothing _ -> {}
      }
    }
    return result;
  }
}
