package pilothouse.builtins.admissionregistration;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.builtins.meta.Edit;
import pilothouse.registry.Strategy;

/// Webhook configurations of both sorts: whom to ask about which writes.
public final class WebhooksStrategy implements Strategy {
  private static final int DEFAULT_TIMEOUT_SECONDS = 10;

  private final boolean mutating;

  private WebhooksStrategy(boolean mutating) {
    this.mutating = mutating;
  }

  public static WebhooksStrategy mutating() {
    return new WebhooksStrategy(true);
  }

  public static WebhooksStrategy validating() {
    return new WebhooksStrategy(false);
  }

  @Override
  public ObjectNode defaults(ObjectNode configuration) {
    return Edit.each(configuration, "webhooks", this::webhook);
  }

  private ObjectNode webhook(ObjectNode webhook) {
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

  @Override
  public Generation generation() {
    return Generation.ALL;
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }
}
