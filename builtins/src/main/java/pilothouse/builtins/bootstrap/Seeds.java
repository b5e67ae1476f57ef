package pilothouse.builtins.bootstrap;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.ApiGroup;
import pilothouse.builtins.Builtins;
import pilothouse.builtins.flowcontrol.SuggestedFlows;
import pilothouse.builtins.meta.Addresses;
import pilothouse.builtins.meta.IpText;

/// The objects of a fresh cluster, complete but for uid and creation time.
final class Seeds {
  static final List<String> NAMESPACES =
      List.of("default", "kube-system", "kube-public", "kube-node-lease");

  private final BootstrapSettings settings;
  private final String now;
  private final String today;

  Seeds(BootstrapSettings settings, Instant now) {
    this.settings = settings;
    this.now = now.truncatedTo(ChronoUnit.SECONDS).toString();
    this.today = LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
  }

  List<ObjectNode> all() {
    var all = new ArrayList<ObjectNode>();
    NAMESPACES.forEach(name -> all.add(namespace(name)));
    all.addAll(priorities());
    all.addAll(RbacFile.read());
    all.addAll(apiServices());
    all.addAll(networks());
    all.addAll(kubernetesService());
    all.add(authentication());
    all.add(tokenTracking());
    return all;
  }

  private static ObjectNode.Builder start(String apiVersion, String kind, ObjectNode metadata) {
    return ObjectNode.builder()
        .put("kind", kind)
        .put("apiVersion", apiVersion)
        .put("metadata", metadata);
  }

  private static ObjectNode meta(String name) {
    return ObjectNode.of("name", name);
  }

  private static ObjectNode meta(String name, String namespace) {
    return meta(name).with("namespace", namespace);
  }

  static ObjectNode namespace(String name) {
    ObjectNode metadata =
        meta(name).with("labels", ObjectNode.of("kubernetes.io/metadata.name", name));
    return start("v1", "Namespace", metadata)
        .put("spec", ObjectNode.of("finalizers", ListNode.ofTexts(List.of("kubernetes"))))
        .put("status", ObjectNode.of("phase", "Active"))
        .build();
  }

  /// Priority classes, and flow schemas with their priority levels.
  private List<ObjectNode> priorities() {
    Stream<ObjectNode> classes =
        Resources.lines("objects.jsonl").stream()
            .map(line -> JsonReader.tree(line.getBytes(StandardCharsets.UTF_8)).object());
    return Stream.concat(classes, SuggestedFlows.all().stream()).map(this::withStatus).toList();
  }

  private ObjectNode withStatus(ObjectNode object) {
    return switch (object.get("kind").text()) {
      case "FlowSchema" ->
          new StatusOwner(StatusOwner.FLOW_SCHEMAS, now)
              .owning(object.with("status", found(object)));
      case "PriorityLevelConfiguration" -> object.with("status", ObjectNode.EMPTY);
      default -> object;
    };
  }

  private ObjectNode found(ObjectNode schema) {
    String level = schema.at("spec", "priorityLevelConfiguration", "name").text();
    String message =
        "This FlowSchema references the PriorityLevelConfiguration object named \""
            + level
            + "\" and it exists";
    return conditions("Dangling", "False", "Found", message);
  }

  private ObjectNode conditions(String type, String status, String reason, String message) {
    Node condition =
        ObjectNode.builder()
            .put("type", type)
            .put("status", status)
            .put("lastTransitionTime", now)
            .put("reason", reason)
            .put("message", message)
            .build();
    return ObjectNode.of("conditions", ListNode.of(condition));
  }

  /// One APIService a group-version, but for the group of the APIServices themselves.
  private List<ObjectNode> apiServices() {
    var all = new ArrayList<ObjectNode>();
    for (ApiGroup group : Builtins.groups())
      if (!group.name().equals("apiregistration.k8s.io"))
        for (ApiGroup.Version version : group.versions()) all.add(apiService(group, version));
    return all;
  }

  private ObjectNode apiService(ApiGroup group, ApiGroup.Version version) {
    ObjectNode metadata =
        meta(version.name() + "." + group.name())
            .with("labels", ObjectNode.of("kube-aggregator.kubernetes.io/automanaged", "onstart"));
    var spec = ObjectNode.builder();
    if (!group.name().isEmpty()) spec.put("group", group.name());
    spec.put("version", version.name())
        .put("groupPriorityMinimum", group.priority())
        .put("versionPriority", version.priority());
    return start("apiregistration.k8s.io/v1", "APIService", metadata)
        .put("spec", spec.build())
        .put(
            "status",
            conditions("Available", "True", "Local", "Local APIServices are always available"))
        .build();
  }

  private List<ObjectNode> networks() {
    ObjectNode cidr =
        start("networking.k8s.io/v1", "ServiceCIDR", meta("kubernetes"))
            .put("spec", ObjectNode.of("cidrs", ListNode.ofTexts(settings.serviceCidrs())))
            .put(
                "status",
                conditions("Ready", "True", "", "Kubernetes default Service CIDR is ready"))
            .build();
    cidr = new StatusOwner(StatusOwner.SERVICE_CIDRS, now).owning(cidr);
    var labels =
        new TreeMap<>(
            Map.of(
                "ipaddress.kubernetes.io/ip-family",
                family(),
                "ipaddress.kubernetes.io/managed-by",
                "ipallocator.k8s.io"));
    ObjectNode parent =
        ObjectNode.of("resource", "services")
            .with("namespace", "default")
            .with("name", "kubernetes");
    ObjectNode address =
        start(
                "networking.k8s.io/v1",
                "IPAddress",
                meta(serviceIp()).with("labels", ObjectNode.ofTexts(labels)))
            .put("spec", ObjectNode.of("parentRef", parent))
            .build();
    return List.of(cidr, address);
  }

  private String family() {
    return serviceIp().indexOf(':') < 0 ? "IPv4" : "IPv6";
  }

  private IpText.Network serviceNetwork() {
    String cidr = settings.serviceCidrs().getFirst();
    return IpText.cidr(cidr)
        .orElseThrow(() -> new IllegalArgumentException("not a network: " + cidr));
  }

  /// The first address of the first service network.
  private String serviceIp() {
    return Addresses.after(serviceNetwork(), 1);
  }

  private List<ObjectNode> kubernetesService() {
    List<String> own = List.of(settings.advertiseAddress());
    return List.of(service(), endpoints(own), endpointSlice(own));
  }

  private ObjectNode service() {
    ObjectNode port =
        ObjectNode.builder()
            .put("name", "https")
            .put("protocol", "TCP")
            .put("port", 443)
            .put("targetPort", settings.port())
            .build();
    ObjectNode spec =
        ObjectNode.builder()
            .put("ports", ListNode.of(port))
            .put("clusterIP", serviceIp())
            .put("clusterIPs", ListNode.ofTexts(List.of(serviceIp())))
            .put("type", "ClusterIP")
            .put("sessionAffinity", "None")
            .put("ipFamilies", ListNode.ofTexts(List.of(family())))
            .put("ipFamilyPolicy", "SingleStack")
            .put("internalTrafficPolicy", "Cluster")
            .build();
    ObjectNode labels = ObjectNode.of("component", "apiserver").with("provider", "kubernetes");
    return start("v1", "Service", meta("kubernetes", "default").with("labels", labels))
        .put("spec", spec)
        .put("status", ObjectNode.of("loadBalancer", ObjectNode.EMPTY))
        .build();
  }

  /// @param servers the addresses of all that live
  ObjectNode endpoints(List<String> servers) {
    ObjectNode labels = ObjectNode.of("endpointslice.kubernetes.io/skip-mirror", "true");
    ObjectNode port =
        ObjectNode.builder()
            .put("name", "https")
            .put("port", settings.port())
            .put("protocol", "TCP")
            .build();
    ObjectNode subset =
        ObjectNode.of(
                "addresses",
                ListNode.of(servers.stream().<Node>map(ip -> ObjectNode.of("ip", ip)).toList()))
            .with("ports", ListNode.of(port));
    return start("v1", "Endpoints", meta("kubernetes", "default").with("labels", labels))
        .put("subsets", ListNode.of(subset))
        .build();
  }

  /// @param servers the addresses of all that live
  ObjectNode endpointSlice(List<String> servers) {
    ObjectNode metadata =
        meta("kubernetes", "default")
            .with("generation", 1)
            .with("labels", ObjectNode.of("kubernetes.io/service-name", "kubernetes"));
    String address = settings.advertiseAddress();
    List<Node> endpoints = servers.stream().<Node>map(Seeds::endpoint).toList();
    ObjectNode port =
        ObjectNode.builder()
            .put("name", "https")
            .put("protocol", "TCP")
            .put("port", settings.port())
            .build();
    return start("discovery.k8s.io/v1", "EndpointSlice", metadata)
        .put("addressType", address.indexOf(':') < 0 ? "IPv4" : "IPv6")
        .put("endpoints", ListNode.of(endpoints))
        .put("ports", ListNode.of(port))
        .build();
  }

  private static ObjectNode endpoint(String address) {
    return ObjectNode.of("addresses", ListNode.ofTexts(List.of(address)))
        .with("conditions", ObjectNode.EMPTY.with("ready", true));
  }

  private ObjectNode authentication() {
    var data = new TreeMap<String, String>();
    if (!settings.clientCa().isEmpty()) data.put("client-ca-file", settings.clientCa());
    var proxy = settings.frontProxy();
    if (!proxy.ca().isEmpty()) {
      data.put("requestheader-client-ca-file", proxy.ca());
      data.put("requestheader-allowed-names", json(proxy.allowedNames()));
      data.put("requestheader-username-headers", json(proxy.usernameHeaders()));
      data.put("requestheader-group-headers", json(proxy.groupHeaders()));
      data.put("requestheader-extra-headers-prefix", json(proxy.extraHeaderPrefixes()));
      if (!proxy.uidHeaders().isEmpty())
        data.put("requestheader-uid-headers", json(proxy.uidHeaders()));
    }
    return start("v1", "ConfigMap", meta("extension-apiserver-authentication", "kube-system"))
        .put("data", ObjectNode.ofTexts(data))
        .build();
  }

  private static String json(List<String> texts) {
    return ListNode.ofTexts(texts).toString();
  }

  private ObjectNode tokenTracking() {
    return start(
            "v1",
            "ConfigMap",
            meta("kube-apiserver-legacy-service-account-token-tracking", "kube-system"))
        .put("data", ObjectNode.of("since", today))
        .build();
  }
}
