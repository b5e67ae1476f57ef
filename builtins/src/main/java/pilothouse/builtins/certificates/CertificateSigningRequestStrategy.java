package pilothouse.builtins.certificates;

import java.util.List;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.builtins.meta.Edit;
import pilothouse.registry.NameRule;
import pilothouse.registry.Names;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Certificate signing requests: who asks is written down by the server, and the request never changes.
public final class CertificateSigningRequestStrategy implements Strategy {
  private static final List<String> REQUESTER = List.of("username", "uid", "groups", "extra");

  @Override
  public ObjectNode prepareForCreate(ObjectNode request, WriteContext context) {
    return Edit.under(request, "spec", spec -> requestedBy(spec, context))
        .with("status", ObjectNode.EMPTY);
  }

  private static ObjectNode requestedBy(ObjectNode spec, WriteContext context) {
    ObjectNode out = spec;
    for (String name : REQUESTER) out = out.without(name);
    var extra = ObjectNode.builder();
    context.extra().forEach((name, values) -> extra.put(name, ListNode.ofTexts(values)));
    out = out.with("username", context.user());
    if (!context.uid().isEmpty()) out = out.with("uid", context.uid());
    out = out.with("groups", ListNode.ofTexts(context.groups()));
    return context.extra().isEmpty() ? out : out.with("extra", extra.build());
  }

  /// The main endpoint changes metadata only.
  @Override
  public ObjectNode prepareForUpdate(ObjectNode request, ObjectNode old, WriteContext context) {
    return Edit.restored(Edit.restored(request, old, "spec"), old, "status");
  }

  @Override
  public void validate(ObjectNode request, WriteContext context, Errors errors) {
    SigningRequestValidation.create(request, errors);
  }

  @Override
  public void validateUpdate(
      ObjectNode request, ObjectNode old, WriteContext context, Errors errors) {}

  @Override
  public NameRule names() {
    return Names.PATH_SEGMENT;
  }

  @Override
  public List<List<String>> resetFields() {
    return List.of(List.of("spec"), List.of("status"));
  }
}
