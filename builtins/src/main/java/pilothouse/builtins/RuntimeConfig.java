package pilothouse.builtins;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pilothouse.api.GroupVersion;
import pilothouse.registry.ResourceDefinition;

/// `--runtime-config`: which of the built-in resources are served.
///
/// Keys, the later line stronger: `api/all`; `api/ga`, `api/beta`, `api/alpha`; `<group>/<version>`, `v1` or `api/v1`; and the same followed by a
/// resource. Values are true, which an empty text means too, and false.
///
/// Source: apiserver `pkg/server/resourceconfig/helpers.go`.
public final class RuntimeConfig {
  /// Everything that is on by default.
  public static final RuntimeConfig DEFAULT = new RuntimeConfig(Map.of());

  private final Map<String, String> settings;

  public RuntimeConfig(Map<String, String> settings) {
    this.settings = Map.copyOf(settings);
  }

  /// What is wrong with the settings, as texts; none when they are right.
  public List<String> errors() {
    var errors = new ArrayList<String>();
    settings.forEach((key, value) -> {
      if (!List.of("", "true", "false").contains(value))
        errors.add("runtime-config invalid value " + key + "=" + value);
      if (!known(key)) errors.add("unknown api groups " + key.split("/")[0]);
      else if (!value.equals("false") && !versionExists(key))
        errors.add("group version " + key + " is not there: it cannot be turned on");
    });
    if (settings.equals(Map.of("api/all", "false")))
      errors.add("invalid runtime-config with only api/all=false");
    errors.sort(null);
    return errors;
  }

  /// Versions that are off by default and not there can still be turned off.
  private static boolean versionExists(String key) {
    String[] parts = key.split("/");
    if (parts.length < 2 || parts[0].equals("api") || key.startsWith("v1/")) return true;
    return Builtins.groups().stream()
        .filter(group -> group.name().equals(parts[0]))
        .flatMap(group -> group.versions().stream())
        .anyMatch(version -> version.name().equals(parts[1]));
  }

  private static boolean known(String key) {
    String group = key.contains("/") ? key.substring(0, key.indexOf('/')) : "";
    return group.equals("api")
        || key.equals("v1")
        || key.startsWith("v1/")
        || Builtins.groups().stream().anyMatch(g -> !g.name().isEmpty() && g.name().equals(group));
  }

  public boolean serves(ResourceDefinition definition) {
    GroupVersion version = definition.groupVersion();
    String core = version.group().isEmpty() ? "api/" + version : version.toString();
    boolean served = true;
    for (String key :
        List.of(
            "api/all",
            "api/" + stage(version.version()),
            core,
            version.toString(),
            version + "/" + definition.names().plural())) served = setting(key, served);
    return served;
  }

  private boolean setting(String key, boolean otherwise) {
    String value = settings.get(key);
    return value == null ? otherwise : !value.equals("false");
  }

  private static String stage(String version) {
    if (version.contains("alpha")) return "alpha";
    return version.contains("beta") ? "beta" : "ga";
  }
}
