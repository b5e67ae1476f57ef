package pilothouse.builtins.networking;

import java.util.HashMap;
import java.util.Map;
import pilothouse.registry.Strategy;

/// The strategies of the group networking.k8s.io, by path.
public final class NetworkingStrategies {
  private NetworkingStrategies() {}

  public static Map<String, Strategy> byPath() {
    var all = new HashMap<String, Strategy>();
    all.put("networking.k8s.io/v1/networkpolicies", new NetworkPolicyStrategy());
    all.put("networking.k8s.io/v1/ingressclasses", new IngressClassStrategy());
    var ingress = IngressStrategy.strategy();
    all.put("networking.k8s.io/v1/ingresses", ingress);
    all.put("networking.k8s.io/v1/ingresses/status", IngressStrategy.status(ingress));
    all.put("networking.k8s.io/v1/ipaddresses", new IpAddressStrategy());
    var cidr = new ServiceCidrStrategy();
    all.put("networking.k8s.io/v1/servicecidrs", cidr);
    all.put("networking.k8s.io/v1/servicecidrs/status", ServiceCidrStrategy.status(cidr));
    return all;
  }
}
