package pilothouse.encryption;

import java.util.Base64;
import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// Reads one key of a provider. No finding prints a secret.
final class KeySecrets {
  private static final String HIDDEN = "REDACTED";

  private KeySecrets() {}

  static KeySecret read(Node entry, FieldPath path, List<Integer> lengths, Errors errors) {
    String name = entry.get("name").text();
    if (name.isEmpty())
      errors.add(FieldError.required(path.child("name"), "name is a mandatory field for a key"));
    return new KeySecret(
        name, secret(entry.get("secret").text(), path.child("secret"), lengths, errors));
  }

  private static byte[] secret(String text, FieldPath path, List<Integer> lengths, Errors errors) {
    if (text.isEmpty()) {
      errors.add(FieldError.required(path, "secret is a mandatory field for a key"));
      return new byte[0];
    }
    try {
      byte[] secret = Base64.getDecoder().decode(text);
      if (!lengths.contains(secret.length))
        errors.add(FieldError.invalid(path, HIDDEN, wrongLength(secret.length, lengths)));
      return secret;
    } catch (IllegalArgumentException e) {
      errors.add(FieldError.invalid(path, HIDDEN, "secrets must be base64 encoded"));
      return new byte[0];
    }
  }

  private static String wrongLength(int length, List<Integer> lengths) {
    return "secret is not of the expected length, got "
        + length
        + ", expected one of "
        + lengths.toString().replace(",", "");
  }
}
