package pilothouse.app.pki;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The DNS names and addresses that a serving certificate is for.
public record ServerNames(List<Name> all) {
  private static final int ADDRESS = 7;

  /// One name; an address stands in its canonical text.
  public record Name(String text, boolean isAddress) implements Comparable<Name> {
    @Override
    public int compareTo(Name other) {
      return isAddress == other.isAddress
          ? text.compareTo(other.text)
          : Boolean.compare(isAddress, other.isAddress);
    }
  }

  public ServerNames {
    all = List.copyOf(all);
  }

  /// The names of the `kubernetes` service and of this machine, and the addresses given.
  public static ServerNames of(Collection<String> hosts, Collection<InetAddress> addresses) {
    Set<Name> names = new LinkedHashSet<>();
    for (String host :
        List.of(
            "kubernetes",
            "kubernetes.default",
            "kubernetes.default.svc",
            "kubernetes.default.svc.cluster.local",
            "localhost")) names.add(new Name(host, false));
    for (String host : hosts) names.add(new Name(host, false));
    for (InetAddress address : addresses)
      names.add(new Name(plain(address.getHostAddress()), true));
    return new ServerNames(List.copyOf(names));
  }

  private static String plain(String address) {
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }

  /// Whether a certificate is for all of these; one that is for more serves as well.
  boolean allIn(X509Certificate certificate) throws CertificateParsingException {
    var found = new TreeSet<Name>();
    var alternatives = certificate.getSubjectAlternativeNames();
    if (alternatives == null) return all.isEmpty();
    for (List<?> alternative : alternatives) {
      boolean address = alternative.get(0).equals(ADDRESS);
      String text = String.valueOf(alternative.get(1));
      found.add(new Name(address ? InetAddress.ofLiteral(text).getHostAddress() : text, address));
    }
    return found.containsAll(all);
  }
}
