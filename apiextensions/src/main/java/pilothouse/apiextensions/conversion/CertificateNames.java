package pilothouse.apiextensions.conversion;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// For which hosts a certificate is: its alternative names alone, as Go knows no common name.
///
/// Source of the words: Go `crypto/x509`, `HostnameError`.
record CertificateNames(List<String> dns, List<String> addresses) {
  private static final int DNS = 2;
  private static final int ADDRESS = 7;

  static CertificateNames of(X509Certificate certificate) throws CertificateException {
    Collection<List<?>> all = certificate.getSubjectAlternativeNames();
    var dns = new ArrayList<String>();
    var addresses = new ArrayList<String>();
    if (all != null)
      for (List<?> name : all) {
        if (name.getFirst().equals(DNS)) dns.add(name.getLast().toString());
        if (name.getFirst().equals(ADDRESS)) addresses.add(name.getLast().toString());
      }
    return new CertificateNames(List.copyOf(dns), List.copyOf(addresses));
  }

  /// @throws CertificateException where it is for others
  void require(String host) throws CertificateException {
    boolean address = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    if (address ? addresses.contains(host) : dns.stream().anyMatch(name -> matches(name, host)))
      return;
    if (address && addresses.isEmpty())
      throw new CertificateException(
          "x509: cannot validate certificate for "
              + host
              + " because it doesn't contain any IP SANs");
    List<String> valid = address ? addresses : dns;
    if (valid.isEmpty())
      throw new CertificateException(
          "x509: certificate is not valid for any names, but wanted to match " + host);
    throw new CertificateException(
        "x509: certificate is valid for " + String.join(", ", valid) + ", not " + host);
  }

  /// A star stands for the whole first label.
  private static boolean matches(String name, String host) {
    String wanted = host.toLowerCase(Locale.ROOT);
    String own = name.toLowerCase(Locale.ROOT);
    if (!own.startsWith("*.")) return own.equals(wanted);
    int dot = wanted.indexOf('.');
    return dot > 0 && wanted.substring(dot).equals(own.substring(1));
  }
}
