package pilothouse.builtins.networking;

import java.util.List;
import java.util.regex.Pattern;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Edit;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Ingress classes: who serves an ingress; the controller never changes.
///
/// Source: `pkg/apis/networking/validation/validation.go`.
public final class IngressClassStrategy implements Strategy {
  private static final FieldPath CONTROLLER = FieldPath.of("spec", "controller");
  private static final FieldPath PARAMETERS = FieldPath.of("spec", "parameters");
  private static final int MOST_CONTROLLER_BYTES = 250;
  private static final String PATH = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";
  private static final Pattern CONTROLLER_PATH = Pattern.compile(PATH);
  private static final List<String> SCOPES = List.of("Cluster", "Namespace");

  @Override
  public ObjectNode defaults(ObjectNode ingressClass) {
    return Edit.inside(
        ingressClass,
        "spec",
        spec ->
            Edit.inside(
                spec, "parameters", p -> Edit.absent(p, "scope", new StringNode("Cluster"))));
  }

  @Override
  public void validate(ObjectNode ingressClass, WriteContext context, Errors errors) {
    controller(ingressClass.at("spec", "controller").text(), errors);
    Node parameters = ingressClass.at("spec", "parameters");
    if (!parameters.isNull()) parameters(parameters, errors);
  }

  private static void controller(String controller, Errors errors) {
    if (controller.isEmpty()) {
      errors.add(FieldError.required(CONTROLLER, ""));
      return;
    }
    if (controller.length() > MOST_CONTROLLER_BYTES)
      errors.add(FieldError.tooLong(CONTROLLER, MOST_CONTROLLER_BYTES));
    domainPrefixedPath(controller, errors);
  }

  private static void domainPrefixedPath(String controller, Errors errors) {
    String[] parts = controller.split("/", 2);
    if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      errors.add(
          FieldError.invalid(
              CONTROLLER, controller, "must be a domain-prefixed path (such as \"acme.io/foo\")"));
      return;
    }
    Formats.dnsSubdomain(parts[0])
        .forEach(text -> errors.add(FieldError.invalid(CONTROLLER, parts[0], text)));
    if (!CONTROLLER_PATH.matcher(parts[1]).matches())
      errors.add(
          FieldError.invalid(
              CONTROLLER, parts[1], "Invalid path (regex used for validation is '" + PATH + "')"));
  }

  private static void parameters(Node parameters, Errors errors) {
    if (!parameters.get("apiGroup").isNull())
      Checks.format(
          PARAMETERS.child("apiGroup"),
          parameters.get("apiGroup").text(),
          Formats::dnsSubdomain,
          errors);
    for (String name : List.of("kind", "name"))
      Checks.requiredFormat(
          PARAMETERS.child(name), parameters.get(name), Formats::pathSegment, errors);
    scope(parameters, errors);
  }

  private static void scope(Node parameters, Errors errors) {
    if (parameters.get("scope").isNull()) {
      errors.add(FieldError.required(PARAMETERS.child("scope"), ""));
      return;
    }
    String scope = parameters.get("scope").text();
    Node namespace = parameters.get("namespace");
    FieldPath at = PARAMETERS.child("namespace");
    if (!SCOPES.contains(scope))
      errors.add(FieldError.notSupported(PARAMETERS.child("scope"), scope, SCOPES));
    if (scope.equals("Namespace")) {
      if (namespace.isNull())
        errors.add(FieldError.required(at, "`parameters.scope` is set to 'Namespace'"));
      else Checks.format(at, namespace.text(), Formats::dnsLabel, errors);
    }
    if (scope.equals("Cluster") && !namespace.isNull())
      errors.add(FieldError.forbidden(at, "`parameters.scope` is set to 'Cluster'"));
  }

  @Override
  public void validateUpdate(
      ObjectNode ingressClass, ObjectNode old, WriteContext context, Errors errors) {
    Checks.immutable(
        CONTROLLER,
        new StringNode(ingressClass.at("spec", "controller").text()),
        new StringNode(old.at("spec", "controller").text()),
        errors);
    validate(ingressClass, context, errors);
  }

  @Override
  public Generation generation() {
    return Generation.SPEC;
  }
}
