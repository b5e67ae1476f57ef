package pilothouse.builtins.core;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.builtins.allocation.ServiceAllocator;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Deletion;
import pilothouse.registry.NameRule;
import pilothouse.registry.Names;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Services: a name and ports in front of pods, with addresses and node ports that are given on write.
public final class ServiceStrategy implements Strategy {
  private final ServiceAllocator allocator;

  private ServiceStrategy(ServiceAllocator allocator) {
    this.allocator = allocator;
  }

  /// The strategies of services and their status, by path.
  public static Map<String, Strategy> byPath(ServiceAllocator allocator) {
    var service = new ServiceStrategy(allocator);
    return Map.of("v1/services", service, "v1/services/status", status(service));
  }

  private static Strategy status(ServiceStrategy service) {
    return StatusStrategy.keepingSpec(
        service, (object, old, context, errors) -> ServiceValidation.status(object, errors));
  }

  @Override
  public ObjectNode defaults(ObjectNode service) {
    return ServiceDefaults.fill(service);
  }

  @Override
  public ObjectNode prepareForCreate(ObjectNode service, WriteContext context) {
    return ServiceChange.synced(ServiceChange.withoutStatus(ServiceChange.unpoliced(service)));
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode service, ObjectNode old, WriteContext context) {
    ObjectNode kept = Edit.restored(service, old, "status");
    return ServiceChange.prepare(ServiceChange.unpoliced(kept), defaults(old));
  }

  @Override
  public Claim claim(ObjectNode service, Optional<ObjectNode> old, WriteContext context) {
    return allocator.claim(service, old.map(this::defaults), context.dryRun());
  }

  @Override
  public void released(ObjectNode service) {
    allocator.release(service);
  }

  @Override
  public void validate(ObjectNode service, WriteContext context, Errors errors) {
    ServiceValidation.create(service, errors);
  }

  @Override
  public void validateUpdate(
      ObjectNode service, ObjectNode old, WriteContext context, Errors errors) {
    ServiceValidation.update(service, old, errors);
  }

  @Override
  public List<String> warnings(ObjectNode service, Optional<ObjectNode> old, WriteContext context) {
    return ServiceWarnings.of(service);
  }

  @Override
  public NameRule names() {
    return Names.DNS_LABEL;
  }

  @Override
  public boolean createsOnUpdate() {
    return true;
  }

  @Override
  public List<List<String>> resetFields() {
    return List.of(List.of("status"));
  }

  @Override
  public Deletion deletion() {
    return Deletion.RETURNS_OBJECT;
  }
}
