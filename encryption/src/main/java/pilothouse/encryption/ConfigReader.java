package pilothouse.encryption;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pilothouse.api.Bytes;
import pilothouse.api.GoDuration;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.yaml.YamlException;
import pilothouse.api.yaml.YamlReader;

/// Reads an `EncryptionConfiguration` from YAML or JSON, strictly: unknown fields are mistakes.
///
/// Source of texts: apiserver `pkg/apis/apiserver/validation/validation_encryption.go`.
final class ConfigReader {
  private static final String VERSION = "apiserver.config.k8s.io/v1";
  private static final String KIND = "EncryptionConfiguration";
  private static final FieldPath ROOT = FieldPath.of("resources");
  private static final List<String> NAMES =
      List.of("kms", "aesgcm", "aescbc", "secretbox", "identity");
  private static final String NONE =
      "provider does not contain any of the expected providers: KMS, AESGCM, AESCBC, Secretbox, Identity";
  private static final String SEVERAL =
      "more than one provider specified in a single element, should split into different list elements";
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(3);

  private final Path file;
  private final boolean reload;
  private final Errors errors = new Errors();
  private final List<String> unknown = new ArrayList<>();
  private final Set<String> services = new HashSet<>();

  ConfigReader(Path file, boolean reload) {
    this.file = file;
    this.reload = reload;
  }

  /// @throws IllegalArgumentException with every mistake
  List<EncryptionConfig.Rule> rules(Bytes text) {
    ObjectNode root = root(text);
    known(root, "", "apiVersion", "kind", "resources");
    var rules = new ArrayList<EncryptionConfig.Rule>();
    var entries = items(root.get("resources"));
    if (entries.isEmpty()) errors.add(atLeastOne(ROOT));
    for (int i = 0; i < entries.size(); i++) rules.add(rule(entries.get(i), ROOT.index(i)));
    if (!unknown.isEmpty())
      throw undecodable("strict decoding error: " + String.join(", ", unknown));
    if (!errors.isEmpty())
      throw new IllegalArgumentException(
          "error while parsing file: " + FieldError.aggregate(errors.list()));
    return rules;
  }

  private ObjectNode root(Bytes text) {
    try {
      var document = YamlReader.read(text);
      if (!document.strictErrors().isEmpty())
        throw undecodable("strict decoding error: " + String.join(", ", document.strictErrors()));
      if (!(document.root() instanceof ObjectNode root)) throw undecodable("it is no object");
      String found = root.get("apiVersion").text() + ", Kind=" + root.get("kind").text();
      if (!found.equals(VERSION + ", Kind=" + KIND))
        throw undecodable(
            "no kind \""
                + root.get("kind").text()
                + "\" is registered for version \""
                + root.get("apiVersion").text()
                + "\"; "
                + VERSION
                + " "
                + KIND
                + " is");
      return root;
    } catch (YamlException e) {
      throw undecodable(String.valueOf(e.getMessage()));
    }
  }

  private IllegalArgumentException undecodable(String why) {
    return new IllegalArgumentException(
        "error while parsing file: error decoding encryption provider configuration file \""
            + file
            + "\": "
            + why);
  }

  private EncryptionConfig.Rule rule(Node entry, FieldPath path) {
    known(entry, path + ".", "resources", "providers");
    var resources = items(entry.get("resources")).stream().map(Node::text).toList();
    if (resources.isEmpty()) errors.add(atLeastOne(path.child("resources")));
    errors.addAll(ResourceNames.check(resources, path.child("resources")));
    var providers = new ArrayList<ProviderConfig>();
    var entries = items(entry.get("providers"));
    if (entries.isEmpty()) errors.add(atLeastOne(path.child("providers")));
    for (int i = 0; i < entries.size(); i++)
      providers.add(provider(entries.get(i), path.child("providers").index(i)));
    return new EncryptionConfig.Rule(resources, providers);
  }

  private ProviderConfig provider(Node entry, FieldPath path) {
    known(entry, path + ".", NAMES.toArray(String[]::new));
    var given = NAMES.stream().filter(name -> !entry.get(name).isNull()).toList();
    // The entry itself is not printed: it may hold a secret.
    if (given.size() != 1) {
      errors.add(FieldError.invalid(path, "REDACTED", given.isEmpty() ? NONE : SEVERAL));
      return new ProviderConfig.Plaintext();
    }
    String name = given.getFirst();
    Node config = entry.get(name);
    FieldPath at = path.child(name);
    return switch (name) {
      case "aesgcm" -> new ProviderConfig.Gcm(keys(config, at, List.of(16, 24, 32)));
      case "aescbc" -> new ProviderConfig.Cbc(keys(config, at, List.of(16, 24, 32)));
      case "secretbox" -> new ProviderConfig.Box(keys(config, at, List.of(32)));
      case "kms" -> kms(config, at);
      default -> plaintext(config, at);
    };
  }

  private ProviderConfig plaintext(Node config, FieldPath path) {
    known(config, path + ".");
    return new ProviderConfig.Plaintext();
  }

  private List<KeySecret> keys(Node config, FieldPath path, List<Integer> lengths) {
    known(config, path + ".", "keys");
    var entries = items(config.get("keys"));
    if (entries.isEmpty())
      errors.add(FieldError.required(path.child("keys"), "at least one keys is required"));
    var keys = new ArrayList<KeySecret>();
    for (int i = 0; i < entries.size(); i++) {
      FieldPath at = path.child("keys").index(i);
      known(entries.get(i), at + ".", "name", "secret");
      keys.add(KeySecrets.read(entries.get(i), at, lengths, errors));
    }
    return keys;
  }

  private ProviderConfig.Kms kms(Node config, FieldPath path) {
    known(config, path + ".", "apiVersion", "name", "cachesize", "endpoint", "timeout");
    String version = config.get("apiVersion").text("v1");
    String name = config.get("name").text();
    if (name.isEmpty())
      errors.add(
          FieldError.required(path.child("name"), "name is a mandatory field for a provider"));
    if (!version.equals("v1") && name.contains(":"))
      errors.add(
          FieldError.invalid(
              path.child("name"),
              name,
              "invalid KMS provider name " + name + ", must not contain ':'"));
    if (!services.add(name) && (reload || !version.equals("v1")))
      errors.add(
          FieldError.invalid(
              path.child("name"),
              name,
              "duplicate KMS provider name " + name + ", names must be unique"));
    Duration timeout = timeout(config.get("timeout"), path.child("timeout"));
    String endpoint = endpoint(config.get("endpoint").text(), path.child("endpoint"));
    if (!version.equals("v1") && config.get("cachesize").number(0) != 0)
      errors.add(
          FieldError.invalid(
              path.child("cachesize"),
              config.get("cachesize"),
              "cachesize is not supported in v2"));
    if (!version.equals("v1") && !version.equals("v2"))
      errors.add(
          FieldError.invalid(
              path.child("apiVersion"),
              version,
              "unsupported apiVersion apiVersion for KMS provider, only v1 and v2 are supported"));
    return new ProviderConfig.Kms(version, name, endpoint, timeout);
  }

  private Duration timeout(Node given, FieldPath path) {
    if (given.isNull()) return DEFAULT_TIMEOUT;
    String fault = GoDuration.fault(given.text());
    if (!fault.isEmpty()) {
      errors.add(FieldError.invalid(path, given, fault));
      return DEFAULT_TIMEOUT;
    }
    Duration timeout = GoDuration.parse(given.text());
    if (!timeout.isPositive())
      errors.add(FieldError.invalid(path, given, "timeout should be a positive value"));
    return timeout;
  }

  private String endpoint(String given, FieldPath path) {
    if (given.isEmpty())
      errors.add(FieldError.invalid(path, "", "endpoint is a mandatory field for a kms"));
    else if (!given.startsWith("unix:"))
      errors.add(
          FieldError.invalid(
              path,
              given,
              "unsupported scheme \""
                  + given.split(":", 2)[0]
                  + "\" for KMS provider, only unix is supported"));
    return given;
  }

  private void known(Node entry, String prefix, String... names) {
    if (!(entry instanceof ObjectNode object)) return;
    for (String name : object.names())
      if (!Set.of(names).contains(name)) unknown.add("unknown field \"" + prefix + name + "\"");
  }

  private static List<Node> items(Node node) {
    return node instanceof ListNode(var items) ? items : List.of();
  }

  private static FieldError atLeastOne(FieldPath path) {
    return FieldError.required(path, "at least one " + path + " is required");
  }
}
