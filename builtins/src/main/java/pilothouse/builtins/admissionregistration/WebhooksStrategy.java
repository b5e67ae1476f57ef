package pilothouse.builtins.admissionregistration;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.KindStrategy;
import pilothouse.registry.Strategy;

/// Webhook configurations of both sorts: whom to ask about which writes.
final class WebhooksStrategy {
  private static final int DEFAULT_TIMEOUT_SECONDS = 10;

  private WebhooksStrategy() {}

  static Strategy mutating() {
    return strategy(true);
  }

  static Strategy validating() {
    return strategy(false);
  }

  private static Strategy strategy(boolean mutating) {
    return KindStrategy.withoutStatus()
        .defaults(configuration ->
            Edit.each(configuration, "webhooks", webhook -> webhook(webhook, mutating)))
        .checks(WebhookValidation::check)
        .generation(Strategy.Generation.ALL)
        .conditionalUpdates()
        .build();
  }

  private static ObjectNode webhook(ObjectNode webhook, boolean mutating) {
    ObjectNode out = Edit.absent(webhook, "failurePolicy", new StringNode("Fail"));
    out = Edit.absent(out, "matchPolicy", new StringNode("Equivalent"));
    out = Edit.absent(out, "namespaceSelector", ObjectNode.EMPTY);
    out = Edit.absent(out, "objectSelector", ObjectNode.EMPTY);
    out = Edit.absent(out, "timeoutSeconds", DEFAULT_TIMEOUT_SECONDS);
    if (mutating) out = Edit.absent(out, "reinvocationPolicy", new StringNode("Never"));
    out = Edit.each(out, "rules", MatchDefaults::rule);
    return Edit.inside(out, "clientConfig", WebhooksStrategy::client);
  }

  private static ObjectNode client(ObjectNode client) {
    return Edit.inside(client, "service", service -> Edit.absent(service, "port", 443));
  }
}
