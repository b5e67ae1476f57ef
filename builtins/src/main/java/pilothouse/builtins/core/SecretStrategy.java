package pilothouse.builtins.core;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.builtins.meta.Edit;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Secrets: text of the write-only `stringData` becomes data, and each well-known type requires its keys.
final class SecretStrategy implements Strategy {
  @Override
  public ObjectNode defaults(ObjectNode secret) {
    return Edit.blank(withTexts(secret), "type", "Opaque");
  }

  private static ObjectNode withTexts(ObjectNode secret) {
    if (!(secret.get("stringData") instanceof ObjectNode texts)) return secret;
    ObjectNode data = secret.get("data").object();
    for (String key : texts.names()) data = data.with(key, base64(texts.get(key).text()));
    ObjectNode out = secret.without("stringData");
    return data.isEmpty() ? out : out.with("data", Edit.sorted(data));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode secret, ObjectNode old, WriteContext context) {
    return secret.get("type").text().isEmpty() ? Edit.restored(secret, old, "type") : secret;
  }

  @Override
  public void validate(ObjectNode secret, WriteContext context, Errors errors) {
    SecretValidation.create(secret, errors);
  }

  @Override
  public void validateUpdate(
      ObjectNode secret, ObjectNode old, WriteContext context, Errors errors) {
    SecretValidation.update(secret, old, errors);
  }

  @Override
  public List<String> warnings(ObjectNode secret, Optional<ObjectNode> old, WriteContext context) {
    return SecretWarnings.of(secret);
  }
}
