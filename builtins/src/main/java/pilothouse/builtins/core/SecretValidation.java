package pilothouse.builtins.core;

import java.util.List;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;

/// The checks of secrets, whose type tells which keys they must have.
final class SecretValidation {
  private static final FieldPath DATA = FieldPath.of("data");
  private static final String ACCOUNT = "kubernetes.io/service-account.name";

  private SecretValidation() {}

  static void create(ObjectNode secret, Errors errors) {
    ObjectNode data = secret.get("data").object();
    long size = 0;
    for (String key : Checks.keys(data)) {
      Checks.format(DATA.key(key), key, Formats::configMapKey, errors);
      size += ConfigMapValidation.decodedLength(data.get(key).text());
    }
    if (size > ConfigMapValidation.MOST_BYTES)
      errors.add(FieldError.tooLong(DATA, ConfigMapValidation.MOST_BYTES));
    switch (secret.get("type").text()) {
      case "kubernetes.io/service-account-token" -> account(secret, errors);
      case "kubernetes.io/dockercfg" -> registry(data, ".dockercfg", errors);
      case "kubernetes.io/dockerconfigjson" -> registry(data, ".dockerconfigjson", errors);
      case "kubernetes.io/basic-auth" -> {
        if (!data.has("username") && !data.has("password")) {
          errors.add(FieldError.required(DATA.key("username"), ""));
          errors.add(FieldError.required(DATA.key("password"), ""));
        }
      }
      case "kubernetes.io/ssh-auth" -> {
        if (data.get("ssh-privatekey").text().isEmpty())
          errors.add(FieldError.required(DATA.key("ssh-privatekey"), ""));
      }
      case "kubernetes.io/tls" -> {
        for (String key : List.of("tls.crt", "tls.key"))
          if (!data.has(key)) errors.add(FieldError.required(DATA.key(key), ""));
      }
      default -> {}
    }
  }

  private static void account(ObjectNode secret, Errors errors) {
    if (secret.at("metadata", "annotations", ACCOUNT).text().isEmpty())
      errors.add(FieldError.required(FieldPath.of("metadata", "annotations").key(ACCOUNT), ""));
  }

  private static void registry(ObjectNode data, String key, Errors errors) {
    if (!data.has(key)) {
      errors.add(FieldError.required(DATA.key(key), ""));
      return;
    }
    String wrong = JsonObjects.error(data.get(key).text());
    if (!wrong.isEmpty())
      errors.add(FieldError.invalid(DATA.key(key), "<secret contents redacted>", wrong));
  }

  static void update(ObjectNode secret, ObjectNode old, Errors errors) {
    Checks.immutable(FieldPath.of("type"), secret.get("type"), old.get("type"), errors);
    ConfigMapValidation.frozen(secret, old, List.of("data"), errors);
    create(secret, errors);
  }
}
