package pilothouse.app.flags;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a command line asks for, complete and checked: one record a section.
///
/// @param advertised the address that members of the cluster reach this server at; empty to find it
/// @param runtimeConfig which APIs are served, by `group/version` or `api/…`, as given
/// @param verbosity how much is logged, upward from 0
/// @param profiling whether `/debug/pprof` is there
/// @param flags the value of every flag, for people
public record Options(
    Path dataFolder,
    Optional<String> advertised,
    EtcdFlags etcd,
    ServingFlags serving,
    RequestFlags requests,
    ServiceFlags services,
    ServiceAccountFlags serviceAccounts,
    AdmissionFlags admission,
    EncryptionFlags encryption,
    FeatureGates gates,
    Map<String, String> runtimeConfig,
    boolean privilegedPods,
    int verbosity,
    boolean profiling,
    Map<String, String> flags) {

  static Options from(Flags flags, List<String> errors) {
    String advertised = flags.text("advertise-address");
    return new Options(
        Path.of(flags.text("data-dir")).toAbsolutePath().normalize(),
        advertised.isEmpty() ? Optional.empty() : Optional.of(advertised),
        EtcdFlags.from(flags, errors),
        ServingFlags.from(flags, errors),
        RequestFlags.from(flags, errors),
        ServiceFlags.from(flags, errors),
        ServiceAccountFlags.from(flags, errors),
        AdmissionFlags.from(flags, errors),
        EncryptionFlags.from(flags, errors),
        FeatureGates.of(flags.map("feature-gates"), errors),
        runtimeConfig(flags, errors),
        flags.bool("allow-privileged"),
        flags.number("v"),
        flags.bool("profiling"),
        flags.all());
  }

  private static Map<String, String> runtimeConfig(Flags flags, List<String> errors) {
    var config = flags.map("runtime-config");
    config.forEach((key, value) -> {
      if (!value.isEmpty() && FlagType.BOOL.fault(value).isPresent())
        errors.add("--runtime-config: invalid value " + key + "=" + value + ", use true or false");
      if (!key.matches("v1|/v1|api/(v1|all|ga|beta|alpha|legacy)|[^/]+/v[^/]+(/[^/]+)?"))
        errors.add(
            "--runtime-config: "
                + key
                + " is neither group/version nor api/all, ga, beta or alpha");
    });
    return config;
  }
}
