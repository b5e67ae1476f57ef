package pilothouse.builtins.core;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.builtins.conversion.EventConversion;
import pilothouse.registry.Deletion;
import pilothouse.registry.NameRule;
import pilothouse.registry.Names;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Events under both of their names, checked as events of the core group. Those of the core group may say almost anything; through events.k8s.io they
/// must be of the new kind, and only their series may change. Deletes never wait for their dependents.
final class EventStrategy implements Strategy {
  private final boolean core;

  private EventStrategy(boolean core) {
    this.core = core;
  }

  static EventStrategy core() {
    return new EventStrategy(true);
  }

  static EventStrategy grouped() {
    return new EventStrategy(false);
  }

  @Override
  public boolean createsOnUpdate() {
    return true;
  }

  @Override
  public void validate(ObjectNode event, WriteContext context, Errors errors) {
    if (core) EventValidation.core(event, errors);
    else EventValidation.create(EventConversion.toCore(event), errors);
  }

  @Override
  public void validateUpdate(
      ObjectNode event, ObjectNode old, WriteContext context, Errors errors) {
    if (core) EventValidation.core(event, errors);
    else EventValidation.update(EventConversion.toCore(event), EventConversion.toCore(old), errors);
  }

  @Override
  public boolean checksMetadata() {
    return !core;
  }

  @Override
  public NameRule names() {
    return core ? Names.PATH_SEGMENT : Names.DNS_SUBDOMAIN;
  }

  @Override
  public String refusalGroup(String own) {
    return "";
  }

  @Override
  public Deletion deletion() {
    return Deletion.UNCOLLECTED;
  }
}
