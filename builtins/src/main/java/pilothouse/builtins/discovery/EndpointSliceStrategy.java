package pilothouse.builtins.discovery;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Edit;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Endpoint slices: a part of a service's endpoints.
public final class EndpointSliceStrategy implements Strategy {
  private static final FieldPath ADDRESS_TYPE = FieldPath.of("addressType");
  private static final List<String> GENERATION = List.of("metadata", "generation");
  private static final List<String> ADDRESS_TYPES = List.of("FQDN", "IPv4", "IPv6");

  @Override
  public ObjectNode defaults(ObjectNode slice) {
    return Edit.each(slice, "ports", EndpointSliceStrategy::port);
  }

  private static ObjectNode port(ObjectNode port) {
    ObjectNode out = Edit.absent(port, "name", new StringNode(""));
    return Edit.absent(out, "protocol", new StringNode("TCP"));
  }

  @Override
  public void validate(ObjectNode slice, WriteContext context, Errors errors) {
    String type = slice.get("addressType").text();
    if (type.isEmpty()) errors.add(FieldError.required(ADDRESS_TYPE, ""));
    else Checks.oneOf(ADDRESS_TYPE, slice.get("addressType"), ADDRESS_TYPES, errors);
    EndpointSliceValidation.endpoints(slice, errors);
    EndpointSliceValidation.ports(slice, errors);
  }

  @Override
  public List<String> warnings(ObjectNode slice, Optional<ObjectNode> old, WriteContext context) {
    boolean named = old.isEmpty() && slice.get("addressType").text().equals("FQDN");
    return named ? List.of("spec.addressType: FQDN endpoints are deprecated") : List.of();
  }

  @Override
  public void validateUpdate(
      ObjectNode slice, ObjectNode old, WriteContext context, Errors errors) {
    validate(slice, context, errors);
    Checks.immutable(ADDRESS_TYPE, slice.get("addressType"), old.get("addressType"), errors);
  }

  /// New slices can't carry the topology of old versions.
  @Override
  public ObjectNode prepareForCreate(ObjectNode slice, WriteContext context) {
    return withoutTopology(slice).withAt(GENERATION, new LongNode(1));
  }

  /// Labels count the generation up too, as they say which service a slice belongs to; so does topology that is sent and dropped.
  @Override
  public ObjectNode prepareForUpdate(ObjectNode slice, ObjectNode old, WriteContext context) {
    long generation = old.at("metadata", "generation").number(0);
    ObjectNode out = withoutTopology(slice);
    return counted(slice).equals(counted(old))
        ? out
        : out.withAt(GENERATION, new LongNode(generation + 1));
  }

  private static ObjectNode withoutTopology(ObjectNode slice) {
    return Edit.each(slice, "endpoints", endpoint -> endpoint.without("deprecatedTopology"));
  }

  private static ObjectNode counted(ObjectNode slice) {
    return slice.with("metadata", slice.at("metadata", "labels").object());
  }
}
