package pilothouse.server.authn;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import pilothouse.server.http.User;

/// The user that a certificate's subject names.
///
/// Source: apiserver `pkg/authentication/request/x509/x509.go`: CN, O, and the UID under Kubernetes' own object identifier.
final class CertificateSubject {
  private static final String UID = "1.3.6.1.4.1.57683.2";
  private static final String CREDENTIAL = "authentication.kubernetes.io/credential-id";

  private CertificateSubject() {}

  /// Empty where there is no common name.
  static Optional<User> user(X509Certificate certificate) throws GeneralSecurityException {
    String name = "";
    String uid = "";
    var groups = new ArrayList<String>();
    for (Part part : parts(certificate)) {
      switch (part.type) {
        case "CN" -> name = part.value;
        case "O" -> groups.add(part.value);
        case UID -> uid = part.value;
        default -> {}
      }
    }
    if (name.isEmpty()) return Optional.empty();
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    String credential = "X509SHA256=" + HexFormat.of().formatHex(hash);
    return Optional.of(new User(name, uid, groups, Map.of(CREDENTIAL, List.of(credential))));
  }

  private record Part(String type, String value) {}

  private static List<Part> parts(X509Certificate certificate) throws GeneralSecurityException {
    var parts = new ArrayList<Part>();
    try {
      for (Rdn rdn : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        var attributes = rdn.toAttributes().getAll();
        while (attributes.hasMore()) parts.add(part(attributes.next()));
      }
    } catch (InvalidNameException odd) {
      throw new GeneralSecurityException("unreadable subject", odd);
    } catch (NamingException odd) {
      throw new GeneralSecurityException("unreadable subject", odd);
    }
    return parts;
  }

  private static Part part(Attribute attribute) throws NamingException {
    return new Part(attribute.getID().replaceFirst("^OID\\.", ""), text(attribute.get()));
  }

  /// Unknown types come as DER: a tag, a length of one byte, and the text.
  private static String text(Object value) {
    if (!(value instanceof byte[] der)) return value.toString();
    if (der.length < 2 || der[1] != der.length - 2) return "";
    return new String(der, 2, der.length - 2, StandardCharsets.UTF_8);
  }
}
