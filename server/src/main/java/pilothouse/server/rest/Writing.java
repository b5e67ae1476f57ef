package pilothouse.server.rest;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pilothouse.api.ApiException;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.ResourceDefinition;
import pilothouse.registry.WriteCheck;
import pilothouse.registry.WriteContext;
import pilothouse.registry.admission.AdmissionRequest;
import pilothouse.registry.admission.Operation;
import pilothouse.server.http.Call;
import pilothouse.server.http.User;

/// One write while it is carried out: who writes what, and what admission says to it.
///
/// @param subresource empty for the resource itself
/// @param kind of what is sent
/// @param options as admission sees them
record Writing(
    ServedResource resource,
    Call call,
    String subresource,
    GroupVersionKind kind,
    ObjectNode options,
    boolean dryRun,
    Instant now) {

  static Writing of(ServedResource resource, Call call, ObjectNode options, boolean dryRun) {
    return new Writing(
        resource,
        call,
        "",
        resource.definition().kind(),
        options,
        dryRun,
        resource.clock().instant().truncatedTo(ChronoUnit.SECONDS));
  }

  Writing part(String name, GroupVersionKind sent) {
    return new Writing(resource, call, name, sent, options, dryRun, now);
  }

  String namespace() {
    return resource.namespace(call);
  }

  ApiException missing() {
    return ApiException.notFound(definition().groupResource(), call.info().name());
  }

  ResourceDefinition definition() {
    return resource.definition();
  }

  WriteContext context() {
    User user = call.user();
    return new WriteContext(
        resource.namespace(call),
        user.name(),
        user.uid(),
        user.groups(),
        user.extra(),
        dryRun,
        now);
  }

  /// The object as mutating admission leaves it.
  ObjectNode mutated(ObjectNode object, Optional<ObjectNode> old, String name) {
    Operation operation = old.isEmpty() ? Operation.CREATE : Operation.UPDATE;
    ObjectNode out =
        resource.admission().mutate(request(operation, name, Optional.of(object), old));
    return OwnerReferences.deduplicated(out, true, call.warnings());
  }

  /// Validating admission, for the registry to ask.
  WriteCheck check(String name) {
    return new WriteCheck() {
      @Override
      public void check(Optional<ObjectNode> object, Optional<ObjectNode> old) {
        resource.admission().validate(request(operation(object, old), name, object, old));
      }

      @Override
      public void warn(String text) {
        call.warnings().add(text);
      }
    };
  }

  private static Operation operation(Optional<ObjectNode> object, Optional<ObjectNode> old) {
    if (object.isEmpty()) return Operation.DELETE;
    return old.isEmpty() ? Operation.CREATE : Operation.UPDATE;
  }

  AdmissionRequest request(
      Operation operation, String name, Optional<ObjectNode> object, Optional<ObjectNode> old) {
    User user = call.user();
    return new AdmissionRequest(
        operation,
        definition(),
        kind,
        subresource,
        name,
        namespace(name),
        object,
        old,
        options,
        dryRun,
        new AdmissionRequest.Caller(user.name(), user.uid(), user.groups(), user.extra()),
        call.warnings()::add);
  }

  private String namespace(String name) {
    boolean ofNamespace =
        definition().kind().group().isEmpty() && definition().names().plural().equals("namespaces");
    return ofNamespace ? name : resource.namespace(call);
  }

  /// Who the managed fields name: what the client said, else the start of its user agent.
  static String manager(Call call, String asked) {
    if (!asked.isEmpty()) return asked;
    String agent = call.headers().first("User-Agent").orElse("");
    String name = agent.split("/", 2)[0];
    var out = new StringBuilder();
    name.codePoints()
        .filter(c -> !Character.isISOControl(c))
        .limit(128)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  /// Warns of what strict decoding found, or refuses it, as the client chose.
  void strict(List<String> errors, WriteOptions.FieldValidation validation, StrictRefusal refusal) {
    if (errors.isEmpty()) return;
    switch (validation) {
      case IGNORE -> {}
      case WARN -> errors.forEach(error -> lines(error).forEach(call.warnings()::add));
      case STRICT -> throw refusal.of(errors);
    }
  }

  /// A finding about YAML may have several lines, each a warning of its own.
  private static Stream<String> lines(String error) {
    String start = "yaml: unmarshal errors:\n";
    return error.startsWith(start)
        ? error.substring(start.length()).lines().map(String::strip)
        : Stream.of(error);
  }

  /// Words the refusal of an object with unknown or repeated fields.
  @FunctionalInterface
  interface StrictRefusal {
    ApiException of(List<String> errors);
  }

  /// `strict decoding error: unknown field "a", …`
  static String strictText(List<String> errors) {
    return "strict decoding error: " + String.join(", ", errors);
  }
}
