package pilothouse.builtins.bootstrap;

import java.util.List;

/// What a server tells the cluster about itself.
///
/// @param serviceCidrs one or two networks, of the first of which the `kubernetes` service takes the first address
/// @param advertiseAddress the address under which other members reach this server
/// @param port the secure port behind the `kubernetes` service
/// @param hostname of this machine; the server's identity is derived from it
/// @param clientCa PEM of the authority of client certificates; empty for none
/// @param frontProxy how a front proxy identifies users; [FrontProxy#NONE] without one
public record BootstrapSettings(
    List<String> serviceCidrs,
    String advertiseAddress,
    int port,
    String hostname,
    String clientCa,
    FrontProxy frontProxy) {
  public BootstrapSettings {
    serviceCidrs = List.copyOf(serviceCidrs);
  }

  /// The flags `--requestheader-*`, as the configmap `extension-apiserver-authentication` tells them to extension servers.
  ///
  /// @param ca PEM; empty for no front proxy
  public record FrontProxy(
      String ca,
      List<String> allowedNames,
      List<String> usernameHeaders,
      List<String> uidHeaders,
      List<String> groupHeaders,
      List<String> extraHeaderPrefixes) {
    public static final FrontProxy NONE =
        new FrontProxy("", List.of(), List.of(), List.of(), List.of(), List.of());
  }
}
