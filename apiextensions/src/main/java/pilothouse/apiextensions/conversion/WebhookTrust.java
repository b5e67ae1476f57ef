package pilothouse.apiextensions.conversion;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts certificates as another one does, and tells what is wrong with one in Go's words, of which its validity comes first and its authority last.
///
/// A webhook that is named by a service is dialed at an address and must have the certificate of the service's name.
final class WebhookTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager chains;
  private final String serverName;

  /// @param serverName empty for the name or address that is dialed
  WebhookTrust(X509ExtendedTrustManager chains, String serverName) {
    this.chains = chains;
    this.serverName = serverName;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    valid(chain[0]);
    CertificateNames.of(chain[0]).require(serverName.isEmpty() ? engine.getPeerHost() : serverName);
    trusted(chain, type);
  }

  private void trusted(X509Certificate[] chain, String type) throws CertificateException {
    try {
      chains.checkServerTrusted(chain, type);
    } catch (CertificateException e) {
      throw new CertificateException("x509: certificate signed by unknown authority", e);
    }
  }

  private static void valid(X509Certificate leaf) throws CertificateException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Instant first = leaf.getNotBefore().toInstant();
    Instant last = leaf.getNotAfter().toInstant();
    String wrong = "x509: certificate has expired or is not yet valid: current time " + now;
    if (now.isBefore(first)) throw new CertificateException(wrong + " is before " + first);
    if (now.isAfter(last)) throw new CertificateException(wrong + " is after " + last);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    chains.checkServerTrusted(chain, type, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    chains.checkServerTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    chains.checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    chains.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    chains.checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return chains.getAcceptedIssuers();
  }
}
