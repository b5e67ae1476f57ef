package pilothouse.builtins.certificates;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;

/// The checks of new certificate signing requests.
///
/// Source: kubernetes `pkg/apis/certificates/validation/validation.go`.
final class SigningRequestValidation {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final FieldPath SIGNER = SPEC.child("signerName");
  private static final int LEAST_SECONDS = 600;
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN CERTIFICATE REQUEST-----\\s.*-----END CERTIFICATE REQUEST-----",
          Pattern.DOTALL);
  private static final List<String> USAGES =
      List.of(
          "any",
          "cert sign",
          "client auth",
          "code signing",
          "content commitment",
          "crl sign",
          "data encipherment",
          "decipher only",
          "digital signature",
          "email protection",
          "encipher only",
          "ipsec end system",
          "ipsec tunnel",
          "ipsec user",
          "key agreement",
          "key encipherment",
          "microsoft sgc",
          "netscape sgc",
          "ocsp signing",
          "s/mime",
          "server auth",
          "signing",
          "timestamping");

  private SigningRequestValidation() {}

  static void create(ObjectNode request, Errors errors) {
    Node spec = request.get("spec");
    if (!isRequest(spec.get("request").text()))
      errors.add(
          FieldError.invalid(
              SPEC.child("request"),
              spec.get("request"),
              "PEM block type must be CERTIFICATE REQUEST"));
    usages(spec.get("usages").items(), errors);
    signer(spec.get("signerName").text(), errors);
    Node seconds = spec.get("expirationSeconds");
    if (seconds.number(LEAST_SECONDS) < LEAST_SECONDS)
      errors.add(
          FieldError.invalid(
              SPEC.child("expirationSeconds"),
              seconds.number(0),
              "may not specify a duration less than 600 seconds (10 minutes)"));
  }

  private static boolean isRequest(String base64) {
    try {
      byte[] text = Base64.getDecoder().decode(base64);
      return BLOCK.matcher(new String(text, StandardCharsets.ISO_8859_1)).find();
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private static void usages(List<Node> usages, Errors errors) {
    FieldPath at = SPEC.child("usages");
    if (usages.isEmpty()) errors.add(FieldError.required(at, ""));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < usages.size(); i++) {
      Checks.oneOf(at.index(i), usages.get(i), USAGES, errors);
      String usage = usages.get(i).text();
      if (!seen.add(usage)) errors.add(FieldError.duplicate(at.index(i), usage));
    }
  }

  /// A domain of at least two labels and a path of one segment, which is made of labels too.
  private static void signer(String name, Errors errors) {
    if (name.isEmpty()) {
      errors.add(FieldError.required(SIGNER, ""));
      return;
    }
    String[] parts = name.split("/", -1);
    if (parts.length != 2) {
      errors.add(
          FieldError.invalid(
              SIGNER,
              name,
              "must be a fully qualified domain and path of the form 'example.com/signer-name'"));
      return;
    }
    labels(parts[0], Formats::dnsLabel, errors);
    if (parts[0].indexOf('.') < 0)
      errors.add(
          FieldError.invalid(
              SIGNER, parts[0], "should be a domain with at least two segments separated by dots"));
    labels(parts[1], Formats::dnsSubdomain, errors);
    if (name.equals("kubernetes.io/legacy-unknown"))
      errors.add(
          FieldError.invalid(
              SIGNER, name, "the legacy signerName is not allowed via this API version"));
  }

  private static void labels(String part, Checks.Format format, Errors errors) {
    for (String label : part.split("\\.", -1))
      for (String wrong : format.check(label))
        errors.add(
            FieldError.invalid(SIGNER, part, "validating label \"" + label + "\": " + wrong));
  }
}
