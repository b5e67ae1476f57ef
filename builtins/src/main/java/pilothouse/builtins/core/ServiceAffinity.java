package pilothouse.builtins.core;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Checks;

/// The checks of a service's session affinity.
final class ServiceAffinity {
  private static final int DAY_SECONDS = 86_400;
  private static final String WITH_CLIENT_IP = "when session affinity type is ClientIP";

  private ServiceAffinity() {}

  static void check(Node spec, FieldPath at, Errors errors) {
    Node affinity = spec.get("sessionAffinity");
    FieldPath config = at.child("sessionAffinityConfig");
    if (affinity.text().isEmpty()) errors.add(FieldError.required(at.child("sessionAffinity"), ""));
    else Checks.oneOf(at.child("sessionAffinity"), affinity, List.of("ClientIP", "None"), errors);
    switch (affinity.text()) {
      case "ClientIP" -> checkConfig(spec.get("sessionAffinityConfig"), config, errors);
      case "None" -> {
        if (!spec.get("sessionAffinityConfig").isNull())
          errors.add(FieldError.forbidden(config, "must not be set when session affinity is None"));
      }
      default -> {}
    }
  }

  private static void checkConfig(Node config, FieldPath at, Errors errors) {
    FieldPath client = at.child("clientIP");
    Node seconds = config.at("clientIP", "timeoutSeconds");
    if (config.isNull()) errors.add(FieldError.required(at, WITH_CLIENT_IP));
    else if (config.get("clientIP").isNull())
      errors.add(FieldError.required(client, WITH_CLIENT_IP));
    else if (seconds.isNull())
      errors.add(FieldError.required(client.child("timeoutSeconds"), WITH_CLIENT_IP));
    else if (seconds.number(0) <= 0 || seconds.number(0) > DAY_SECONDS)
      errors.add(
          FieldError.invalid(
              client.child("timeoutSeconds"),
              seconds.number(0),
              "must be greater than 0 and less than " + DAY_SECONDS));
  }
}
