package pilothouse.builtins.certificates;

import java.util.HashMap;
import java.util.Map;
import pilothouse.registry.Strategy;

/// The strategies of the group certificates.k8s.io, by path.
public final class CertificatesStrategies {
  private CertificatesStrategies() {}

  public static Map<String, Strategy> byPath() {
    var all = new HashMap<String, Strategy>();
    all.put(
        "certificates.k8s.io/v1/certificatesigningrequests",
        new CertificateSigningRequestStrategy());
    return all;
  }
}
