package pilothouse.registry;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;

/// What a kind does beyond what every kind does. One place a kind: defaults, what writes reset, validation, warnings, deletion.
///
/// Called in this order. Create: [#defaults], prepareForCreate, validate, canonicalize. Update: [#defaults], prepareForUpdate, validateUpdate,
/// canonicalize. Objects are in the served version, typed (declared fields only, in wire order, no nulls). Metadata that every kind has is checked
/// by the registry, not here.
public interface Strategy {

  /// The object with the kind's defaults filled in. Also applied to what is read from the store in another version. Must be idempotent.
  default ObjectNode defaults(ObjectNode object) {
    return object;
  }

  /// Resets what a client may not set on create (mostly `status`), and computes what the kind derives.
  default ObjectNode prepareForCreate(ObjectNode object, WriteContext context) {
    return object;
  }

  /// Restores what an update may not change (mostly `status`). The registry counts `generation` up afterwards where [#generation] says so.
  default ObjectNode prepareForUpdate(ObjectNode object, ObjectNode old, WriteContext context) {
    return object;
  }

  default void validate(ObjectNode object, WriteContext context, Errors errors) {}

  /// Validates an update; most kinds check the new object as on create and then what must not change.
  default void validateUpdate(
      ObjectNode object, ObjectNode old, WriteContext context, Errors errors) {
    validate(object, context, errors);
  }

  default ObjectNode canonicalize(ObjectNode object) {
    return object;
  }

  /// Warnings for the client, besides those of the API lifecycle. `old` is empty on create.
  default List<String> warnings(ObjectNode object, Optional<ObjectNode> old, WriteContext context) {
    return List.of();
  }

  /// What else a write takes, such as cluster IPs and node ports; `old` is empty on create.
  default Claim claim(ObjectNode object, Optional<ObjectNode> old, WriteContext context) {
    return Claim.nothing(object);
  }

  /// Called once the object is gone from the store.
  default void released(ObjectNode object) {}

  default NameRule names() {
    return Names.DNS_SUBDOMAIN;
  }

  /// Whether letters of the server's own follow a `generateName`; else the prefix is the name.
  default boolean completesNames() {
    return true;
  }

  /// Which part of an object counts `metadata.generation` up when it changes.
  default Generation generation() {
    return Generation.NONE;
  }

  /// Whether an update through this kind checks metadata beyond what every write checks; upstream forgets it for events.
  default boolean checksMetadata() {
    return true;
  }

  /// The group that refusals name: the kind's own, but for kinds that kept the errors of an older home.
  default String refusalGroup(String own) {
    return own;
  }

  /// A PUT on a missing object creates it.
  default boolean createsOnUpdate() {
    return false;
  }

  /// A PUT without resourceVersion overwrites.
  default boolean allowsUnconditionalUpdate() {
    return true;
  }

  /// Fields that this endpoint never lets a manager own, such as `status` on the main endpoint.
  default List<List<String>> resetFields() {
    return List.of();
  }

  default Deletion deletion() {
    return Deletion.PLAIN;
  }

  /// What the first delete makes of an object that always waits, a CustomResourceDefinition; empty for kinds that go or wait as all others do.
  default Optional<ObjectNode> deleting(ObjectNode object, WriteContext context) {
    return Optional.empty();
  }

  /// Whether finalizers must name a domain. Definitions and custom resources come without that rule.
  default boolean qualifiesFinalizers() {
    return true;
  }

  /// What a delete changes in an object that has to wait before it goes, besides its metadata, such as a namespace's phase.
  default ObjectNode markDeleting(ObjectNode object) {
    return object;
  }

  /// Whether something besides `metadata.finalizers` keeps a deleted object from going: a namespace's `spec.finalizers`.
  default boolean held(ObjectNode object) {
    return false;
  }

  /// How `metadata.generation` is kept.
  enum Generation {
    NONE,
    /// 1 on create, +1 when `spec` changes.
    SPEC,
    /// 1 on create, +1 when `spec` or the annotations change (deployments).
    SPEC_AND_ANNOTATIONS,
    /// 1 on create, +1 when anything but metadata and status changes.
    ALL,
    /// 1 on create, +1 when anything but metadata changes (custom resources).
    CONTENT
  }

  /// What a write holds until it is done: the object with what was given to it, and how to keep or give back.
  record Claim(ObjectNode object, Runnable committed, Runnable failed) {
    public static Claim nothing(ObjectNode object) {
      return new Claim(object, () -> {}, () -> {});
    }
  }
}
