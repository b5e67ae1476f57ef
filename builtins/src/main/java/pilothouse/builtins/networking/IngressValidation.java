package pilothouse.builtins.networking;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.IpText;

/// The checks of ingresses.
///
/// Source: kubernetes `pkg/apis/networking/validation/validation.go`.
final class IngressValidation {
  static final String CLASS_ANNOTATION = "kubernetes.io/ingress.class";
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final List<String> PATH_TYPES =
      List.of("Exact", "ImplementationSpecific", "Prefix");
  private static final List<String> BAD_SEQUENCES = List.of("//", "/./", "/../", "%2f", "%2F");
  private static final List<String> BAD_ENDS = List.of("/..", "/.");

  private IngressValidation() {}

  static void create(ObjectNode ingress, Errors errors) {
    update(ingress, errors);
    Node annotated = ingress.at("metadata", "annotations", CLASS_ANNOTATION);
    Node named = ingress.at("spec", "ingressClassName");
    if (annotated.isNull() || named.isNull() || annotated.text().equals(named.text())) return;
    errors.add(
        FieldError.invalid(
            FieldPath.of("annotations").child(CLASS_ANNOTATION),
            annotated.text(),
            "must match `ingressClassName` when both are specified"));
  }

  static void update(ObjectNode ingress, Errors errors) {
    Node spec = ingress.get("spec");
    List<Node> rules = spec.get("rules").items();
    Node fallback = spec.get("defaultBackend");
    if (rules.isEmpty() && fallback.isNull())
      errors.add(
          FieldError.invalid(
              SPEC, spec.get("rules"), "either `defaultBackend` or `rules` must be specified"));
    if (!fallback.isNull()) backend(fallback, SPEC.child("defaultBackend"), errors);
    for (int i = 0; i < rules.size(); i++) rule(rules.get(i), SPEC.child("rules").index(i), errors);
    List<Node> tls = spec.get("tls").items();
    for (int i = 0; i < tls.size(); i++) tls(tls.get(i), SPEC.child("tls").index(i), errors);
    Node name = spec.get("ingressClassName");
    if (!name.isNull())
      Checks.format(SPEC.child("ingressClassName"), name.text(), Formats::dnsSubdomain, errors);
  }

  /// What the controller reports of its load balancer.
  static void status(ObjectNode ingress, Errors errors) {
    List<Node> points = ingress.at("status", "loadBalancer", "ingress").items();
    FieldPath at = FieldPath.of("status", "loadBalancer", "ingress");
    for (int i = 0; i < points.size(); i++) {
      FieldPath point = at.index(i);
      Checks.formatIfSet(point.child("ip"), points.get(i).get("ip"), IpText::checkAddress, errors);
      String host = points.get(i).get("hostname").text();
      if (host.isEmpty()) continue;
      Checks.format(point.child("hostname"), host, Formats::dnsSubdomain, errors);
      notAddress(host, point.child("hostname"), errors);
    }
  }

  private static void notAddress(String host, FieldPath at, Errors errors) {
    if (IpText.address(host).isPresent())
      errors.add(FieldError.invalid(at, host, "must be a DNS name, not an IP address"));
  }

  private static void host(String host, FieldPath at, Errors errors) {
    Checks.Format format = host.contains("*") ? Formats::wildcardSubdomain : Formats::dnsSubdomain;
    Checks.format(at, host, format, errors);
  }

  private static void tls(Node tls, FieldPath at, Errors errors) {
    List<Node> hosts = tls.get("hosts").items();
    for (int i = 0; i < hosts.size(); i++)
      host(hosts.get(i).text(), at.child("hosts").index(i), errors);
    Checks.formatIfSet(
        at.child("secretName"), tls.get("secretName"), Formats::dnsSubdomain, errors);
  }

  private static void rule(Node rule, FieldPath at, Errors errors) {
    String host = rule.get("host").text();
    if (!host.isEmpty()) {
      notAddress(host, at.child("host"), errors);
      host(host, at.child("host"), errors);
    }
    if (rule.get("http").isNull()) return;
    List<Node> paths = rule.at("http", "paths").items();
    FieldPath list = at.child("http").child("paths");
    if (paths.isEmpty()) errors.add(FieldError.required(list, ""));
    for (int i = 0; i < paths.size(); i++) path(paths.get(i), list.index(i), errors);
  }

  private static void path(Node path, FieldPath at, Errors errors) {
    if (path.get("pathType").isNull()) {
      errors.add(FieldError.required(at.child("pathType"), "pathType must be specified"));
      return;
    }
    String text = path.get("path").text();
    String type = path.get("pathType").text();
    if (!PATH_TYPES.contains(type))
      errors.add(FieldError.notSupported(at.child("pathType"), type, PATH_TYPES));
    else if (!type.equals("ImplementationSpecific")) plainPath(text, at.child("path"), errors);
    else if (!text.isEmpty()) absolute(text, at.child("path"), errors);
    backend(path.get("backend"), at.child("backend"), errors);
  }

  private static void absolute(String path, FieldPath at, Errors errors) {
    if (!path.startsWith("/")) errors.add(FieldError.invalid(at, path, "must be an absolute path"));
  }

  /// A path that every controller must understand in the same way.
  private static void plainPath(String path, FieldPath at, Errors errors) {
    absolute(path, at, errors);
    for (String bad : BAD_SEQUENCES)
      if (path.contains(bad))
        errors.add(FieldError.invalid(at, path, "must not contain '" + bad + "'"));
    for (String bad : BAD_ENDS)
      if (path.endsWith(bad))
        errors.add(FieldError.invalid(at, path, "cannot end with '" + bad + "'"));
  }

  private static void backend(Node backend, FieldPath at, Errors errors) {
    boolean resource = !backend.get("resource").isNull();
    boolean service = !backend.get("service").isNull();
    if (resource && service) wrong(at, "cannot set both resource and service backends", errors);
    else if (resource) resource(backend.get("resource"), at.child("resource"), errors);
    else if (service) service(backend.get("service"), at, errors);
    else wrong(at, "resource or service backend is required", errors);
  }

  private static void wrong(FieldPath at, String detail, Errors errors) {
    errors.add(FieldError.invalid(at, "", detail));
  }

  /// A reference to something in the ingress's own namespace.
  static void resource(Node reference, FieldPath at, Errors errors) {
    Node group = reference.get("apiGroup");
    if (!group.isNull())
      Checks.format(at.child("apiGroup"), group.text(), Formats::dnsSubdomain, errors);
    for (String name : List.of("kind", "name"))
      Checks.requiredFormat(at.child(name), reference.get(name), Formats::pathSegment, errors);
  }

  private static void service(Node service, FieldPath at, Errors errors) {
    FieldPath here = at.child("service");
    Checks.requiredFormat(here.child("name"), service.get("name"), Formats::dnsLabel, errors);
    Node name = service.at("port", "name");
    Node number = service.at("port", "number");
    boolean named = name instanceof StringNode(var text) && !text.isEmpty();
    boolean numbered = number.number(0) != 0;
    FieldPath port = here.child("port");
    if (named && numbered) wrong(at, "cannot set both port name & port number", errors);
    else if (named) Checks.format(port.child("name"), name.text(), Formats::portName, errors);
    else if (numbered) Checks.port(port.child("number"), number, errors);
    else errors.add(FieldError.required(at, "port name or number is required"));
  }
}
