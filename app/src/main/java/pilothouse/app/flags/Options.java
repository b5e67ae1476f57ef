package pilothouse.app.flags;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pilothouse.builtins.RuntimeConfig;

/// What a command line asks for, complete and checked: one record a section.
///
/// @param advertised the address that members of the cluster reach this server at; empty to find it
/// @param runtimeConfig which APIs are served
/// @param verbosity how much is logged, upward from 0; from 3 on a line for every request
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
    AuthorizationFlags authorization,
    FrontProxyFlags frontProxy,
    BrowserFlags browsers,
    FeatureGates gates,
    RuntimeConfig runtimeConfig,
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
        AuthorizationFlags.from(flags, errors),
        FrontProxyFlags.from(flags, errors),
        BrowserFlags.from(flags, errors),
        FeatureGates.of(flags.map("feature-gates"), errors),
        runtimeConfig(flags, errors),
        flags.bool("allow-privileged"),
        flags.number("v"),
        flags.bool("profiling"),
        flags.all());
  }

  private static RuntimeConfig runtimeConfig(Flags flags, List<String> errors) {
    var config = new RuntimeConfig(flags.map("runtime-config"));
    config.errors().forEach(error -> errors.add("--runtime-config: " + error));
    return config;
  }
}
