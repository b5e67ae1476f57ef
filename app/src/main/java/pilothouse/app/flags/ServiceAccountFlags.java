package pilothouse.app.flags;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Who issues and verifies service account tokens.
///
/// @param issuers the first signs, all are accepted; never empty
/// @param signingKey empty: the key under the data folder
/// @param verifyingKeys further keys, as PEM files
/// @param longest the longest time to live of a token; zero for no limit
public record ServiceAccountFlags(
    List<String> issuers,
    List<String> audiences,
    Optional<Path> signingKey,
    List<Path> verifyingKeys,
    Optional<String> keysUrl,
    Duration longest,
    boolean lookUp,
    boolean extend) {
  private static final String DEFAULT_ISSUER = "https://kubernetes.default.svc";

  public ServiceAccountFlags {
    issuers = List.copyOf(issuers);
    audiences = List.copyOf(audiences);
    verifyingKeys = List.copyOf(verifyingKeys);
  }

  static ServiceAccountFlags from(Flags flags, List<String> errors) {
    var given = flags.list("service-account-issuer");
    var issuers = given.isEmpty() ? List.of(DEFAULT_ISSUER) : given;
    var longest = flags.duration("service-account-max-token-expiration");
    if (!longest.isZero() && longest.compareTo(Duration.ofHours(1)) < 0)
      errors.add("--service-account-max-token-expiration must be at least one hour, or 0");
    var audiences = flags.list("api-audiences");
    String keysUrl = flags.text("service-account-jwks-uri");
    return new ServiceAccountFlags(
        issuers,
        audiences.isEmpty() ? issuers : audiences,
        ServingFlags.path(flags, "service-account-signing-key-file"),
        flags.list("service-account-key-file").stream().map(Path::of).toList(),
        keysUrl.isEmpty() ? Optional.empty() : Optional.of(keysUrl),
        longest,
        flags.bool("service-account-lookup"),
        flags.bool("service-account-extend-token-expiration"));
  }
}
