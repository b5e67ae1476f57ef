package pilothouse.apiextensions.definition;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;

/// The certificates by which a webhook is known: PEM, in base64.
public final class CaBundle {
  private CaBundle() {}

  /// What is wrong with a bundle, in upstream's words; empty where nothing is.
  public static String problem(String base64) {
    if (base64.isEmpty()) return "";
    byte[] pem = decoded(base64);
    String text = new String(pem, StandardCharsets.ISO_8859_1);
    if (!text.contains("-----BEGIN CERTIFICATE-----"))
      return "unable to load root certificates: unable to parse bytes as PEM block";
    try {
      var found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem));
      return found.isEmpty() ? "unable to load root certificates: no valid certificates" : "";
    } catch (CertificateException e) {
      return "unable to load root certificates: failed to parse certificate: " + e.getMessage();
    }
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }
}
