package pilothouse.encryption;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import pilothouse.api.GroupResource;

/// Makes the transformers that a configuration asks for. Key services are opened on the way, and are the caller's to close.
///
/// Source of prefixes and texts: apiserver `pkg/server/options/encryptionconfig/config.go`.
final class Providers {
  private static final String NO_KEY = "no matching key was found for the provided ";
  private final SecureRandom random;
  private final KeyService.Opener opener;
  private final EncryptionObserver observer;
  private final List<KeyServiceState> services = new ArrayList<>();

  Providers(SecureRandom random, KeyService.Opener opener, EncryptionObserver observer) {
    this.observer = observer;
    this.random = random;
    this.opener = opener;
  }

  List<KeyServiceState> services() {
    return List.copyOf(services);
  }

  /// @throws IllegalArgumentException if a rule can never be reached, or wants a key service of a kind that is not there
  Map<GroupResource, Transformer> transformers(EncryptionConfig config) {
    var choices = new LinkedHashMap<GroupResource, List<Prefixed.Choice>>();
    for (var rule : config.rules()) {
      var providers = rule.providers().stream().map(this::choice).toList();
      for (String name : rule.resources()) {
        var resource = ResourceNames.parse(name);
        requireReachable(resource, choices);
        choices.computeIfAbsent(resource, _ -> new ArrayList<>()).addAll(providers);
      }
    }
    var transformers = new LinkedHashMap<GroupResource, Transformer>();
    choices.forEach((resource, list) ->
        transformers.put(resource, new Prefixed(list, "no matching prefix found")));
    return transformers;
  }

  private static void requireReachable(
      GroupResource resource, Map<GroupResource, List<Prefixed.Choice>> earlier) {
    for (var wide : List.of(new GroupResource(resource.group(), "*"), ResourceNames.EVERYTHING))
      if (earlier.containsKey(wide))
        throw new IllegalArgumentException(
            "error while building transformers: resource \""
                + ResourceNames.text(resource)
                + "\" is masked by earlier rule \""
                + ResourceNames.text(wide)
                + "\"");
  }

  private Prefixed.Choice choice(ProviderConfig provider) {
    return switch (provider) {
      case ProviderConfig.Plaintext() -> new Prefixed.Choice("", new Identity());
      case ProviderConfig.Gcm(var keys) -> keyed("k8s:enc:aesgcm:v1:", "AES", keys, AesGcm::new);
      case ProviderConfig.Cbc(var keys) -> keyed("k8s:enc:aescbc:v1:", "AES", keys, AesCbc::new);
      case ProviderConfig.Box(var keys) ->
          keyed("k8s:enc:secretbox:v1:", "Secretbox", keys, SecretBox::new);
      case ProviderConfig.Kms kms -> service(kms);
    };
  }

  private Prefixed.Choice keyed(
      String prefix,
      String words,
      List<KeySecret> keys,
      BiFunction<byte[], SecureRandom, Transformer> cipher) {
    var choices =
        keys.stream()
            .map(key -> new Prefixed.Choice(key.name() + ":", cipher.apply(key.secret(), random)))
            .toList();
    return new Prefixed.Choice(prefix, new Prefixed(choices, NO_KEY + words + " transformer"));
  }

  private Prefixed.Choice service(ProviderConfig.Kms kms) {
    if (!kms.version().equals("v2"))
      throw new IllegalArgumentException(
          "error while building transformers: KMSv1 is deprecated and will only receive security updates going forward."
              + " Use KMSv2 instead. Pilothouse does not have KMSv1.");
    var service =
        new TimedKeyService(kms.name(), opener.open(kms.endpoint(), kms.timeout()), observer);
    var state = new KeyServiceState(kms.name(), service, random, Instant::now, observer);
    services.add(state);
    return new Prefixed.Choice(
        "k8s:enc:kms:v2:" + kms.name() + ":", new Envelope(state, random, observer));
  }
}
