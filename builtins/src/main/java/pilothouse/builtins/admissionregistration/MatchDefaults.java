package pilothouse.builtins.admissionregistration;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.builtins.meta.Edit;

/// The defaults of what a policy or a webhook matches.
final class MatchDefaults {
  private MatchDefaults() {}

  static ObjectNode resources(ObjectNode match) {
    ObjectNode out = Edit.absent(match, "matchPolicy", new StringNode("Equivalent"));
    out = Edit.absent(out, "namespaceSelector", ObjectNode.EMPTY);
    out = Edit.absent(out, "objectSelector", ObjectNode.EMPTY);
    out = Edit.each(out, "resourceRules", MatchDefaults::rule);
    return Edit.each(out, "excludeResourceRules", MatchDefaults::rule);
  }

  static ObjectNode rule(ObjectNode rule) {
    return Edit.absent(rule, "scope", new StringNode("*"));
  }
}
