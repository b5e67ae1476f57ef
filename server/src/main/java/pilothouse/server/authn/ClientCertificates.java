package pilothouse.server.authn;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import pilothouse.server.http.Call;
import pilothouse.server.http.User;

/// TLS client certificates: the common name is the user, the organizations are its groups.
///
/// A certificate must chain to one of the client authorities, be valid now, and be meant for clients. Source: apiserver `pkg/authentication/request/x509`.
public final class ClientCertificates implements Authenticator {
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final String ANY_USAGE = "2.5.29.37.0";

  /// As many certificates are remembered; a server has hundreds of clients, an attacker as many as it likes.
  private static final int REMEMBERED = 4096;

  private record Verified(List<X509Certificate> authorities, Optional<User> user) {}

  private final Supplier<List<X509Certificate>> authorities;
  private final Map<X509Certificate, Verified> verified = new ConcurrentHashMap<>();

  /// @param authorities asked every time, so that their file can be read again; the same list as long as nothing changed
  public ClientCertificates(Supplier<List<X509Certificate>> authorities) {
    this.authorities = authorities;
  }

  @Override
  public Found authenticate(Call call) {
    List<X509Certificate> chain = call.peer().certificates();
    if (chain.isEmpty()) return Found.Nothing.NOTHING;
    List<X509Certificate> trusted = authorities.get();
    if (trusted.isEmpty()) return Found.Nothing.NOTHING;
    try {
      return found(verify(chain, trusted));
    } catch (GeneralSecurityException bad) {
      return new Found.Invalid("verifying certificate failed: " + bad.getMessage());
    }
  }

  private static Found found(Optional<User> user) {
    return user.isPresent() ? new Found.Somebody(user.get()) : Found.Nothing.NOTHING;
  }

  private Optional<User> verify(List<X509Certificate> chain, List<X509Certificate> trusted)
      throws GeneralSecurityException {
    X509Certificate leaf = chain.getFirst();
    Verified known = verified.get(leaf);
    if (known != null && known.authorities == trusted) {
      checkDates(leaf);
      return known.user;
    }
    check(chain, trusted);
    if (!meantForClients(leaf)) throw new GeneralSecurityException("incompatible key usage");
    var now = new Verified(trusted, CertificateSubject.user(leaf));
    if (verified.size() >= REMEMBERED) verified.clear();
    verified.put(leaf, now);
    return now.user;
  }

  private static void checkDates(X509Certificate leaf)
      throws CertificateExpiredException, CertificateNotYetValidException {
    leaf.checkValidity(new Date());
  }

  private static void check(List<X509Certificate> chain, List<X509Certificate> trusted)
      throws GeneralSecurityException {
    var anchors = new HashSet<TrustAnchor>();
    for (X509Certificate authority : trusted) anchors.add(new TrustAnchor(authority, null));
    var target = new X509CertSelector();
    target.setCertificate(chain.getFirst());
    var parameters = new PKIXBuilderParameters(anchors, target);
    parameters.setRevocationEnabled(false);
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
    CertPathBuilder.getInstance("PKIX").build(parameters);
  }

  private static boolean meantForClients(X509Certificate leaf) throws CertificateParsingException {
    List<String> usages = leaf.getExtendedKeyUsage();
    return usages == null || usages.contains(CLIENT_AUTH) || usages.contains(ANY_USAGE);
  }
}
