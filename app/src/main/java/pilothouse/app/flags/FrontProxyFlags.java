package pilothouse.app.flags;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import pilothouse.server.authn.FrontProxy;

/// `--requestheader-*`: who may say in headers on whose behalf a request comes.
///
/// @param authorities of the proxies' certificates, as a PEM file; empty for no proxies
public record FrontProxyFlags(Optional<Path> authorities, FrontProxy.Naming naming) {

  static FrontProxyFlags from(Flags flags, List<String> errors) {
    var naming =
        new FrontProxy.Naming(
            flags.list("requestheader-allowed-names"),
            flags.list("requestheader-username-headers"),
            flags.list("requestheader-uid-headers"),
            flags.list("requestheader-group-headers"),
            flags.list("requestheader-extra-headers-prefix"));
    return new FrontProxyFlags(
        ServingFlags.file(flags, "requestheader-client-ca-file", errors), naming);
  }
}
