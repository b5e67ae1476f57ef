package pilothouse.builtins.core;

import java.util.List;
import java.util.UUID;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.Quantities;
import pilothouse.registry.Metadata;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Limit ranges: a container limit computes the defaults that it leaves open.
final class LimitRangeStrategy implements Strategy {
  @Override
  public ObjectNode defaults(ObjectNode range) {
    return Edit.under(range, "spec", s -> Edit.each(s, "limits", LimitRangeStrategy::item));
  }

  private static ObjectNode item(ObjectNode item) {
    ObjectNode out = item;
    for (String list : List.of("max", "min", "default", "defaultRequest", "maxLimitRequestRatio"))
      out = Edit.inside(out, list, Quantities::roundedUp);
    return out.get("type").text().equals("Container") ? container(out) : out;
  }

  /// Limits follow the maximum; requests follow the limits, then the minimum.
  private static ObjectNode container(ObjectNode item) {
    ObjectNode limits = Edit.merged(item.get("default").object(), item.get("max").object());
    ObjectNode requests = Edit.merged(item.get("defaultRequest").object(), limits);
    requests = Edit.merged(requests, item.get("min").object());
    ObjectNode out = limits.isEmpty() ? item : item.with("default", Edit.sorted(limits));
    return requests.isEmpty() ? out : out.with("defaultRequest", Edit.sorted(requests));
  }

  /// One without a name gets a UUID.
  @Override
  public ObjectNode prepareForCreate(ObjectNode range, WriteContext context) {
    return Metadata.name(range).isEmpty()
        ? Metadata.with(range, Metadata.NAME, UUID.randomUUID().toString())
        : range;
  }

  @Override
  public void validate(ObjectNode range, WriteContext context, Errors errors) {
    LimitRangeValidation.check(range, errors);
  }

  @Override
  public boolean createsOnUpdate() {
    return true;
  }
}
