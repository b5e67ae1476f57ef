package pilothouse.builtins.rbac;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Edit;
import pilothouse.registry.NameRule;
import pilothouse.registry.Names;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Role bindings of both scopes: who has which role. The role may never be exchanged for another.
public final class BindingStrategy implements Strategy {
  private static final String GROUP = "rbac.authorization.k8s.io";
  private static final FieldPath ROLE_REF = FieldPath.of("roleRef");

  private final boolean namespaced;
  private final List<String> roleKinds;

  private BindingStrategy(boolean namespaced, List<String> roleKinds) {
    this.namespaced = namespaced;
    this.roleKinds = roleKinds;
  }

  public static BindingStrategy roleBinding() {
    return new BindingStrategy(true, List.of("Role", "ClusterRole"));
  }

  public static BindingStrategy clusterRoleBinding() {
    return new BindingStrategy(false, List.of("ClusterRole"));
  }

  @Override
  public ObjectNode defaults(ObjectNode binding) {
    ObjectNode out = Edit.under(binding, "roleRef", ref -> Edit.blank(ref, "apiGroup", GROUP));
    return Edit.each(out, "subjects", BindingStrategy::subjectDefaults);
  }

  private static ObjectNode subjectDefaults(ObjectNode subject) {
    return switch (subject.get("kind").text()) {
      case "User", "Group" -> Edit.blank(subject, "apiGroup", GROUP);
      default -> subject;
    };
  }

  @Override
  public void validate(ObjectNode binding, WriteContext context, Errors errors) {
    role(binding.get("roleRef"), errors);
    List<Node> subjects = binding.get("subjects").items();
    for (int i = 0; i < subjects.size(); i++)
      subject(subjects.get(i), FieldPath.of("subjects").index(i), errors);
  }

  private void role(Node ref, Errors errors) {
    String group = ref.get("apiGroup").text();
    if (!group.equals(GROUP))
      errors.add(FieldError.notSupported(ROLE_REF.child("apiGroup"), group, List.of(GROUP)));
    String kind = ref.get("kind").text();
    if (!roleKinds.contains(kind))
      errors.add(FieldError.notSupported(ROLE_REF.child("kind"), kind, roleKinds));
    String name = ref.get("name").text();
    if (name.isEmpty()) errors.add(FieldError.required(ROLE_REF.child("name"), ""));
    else
      Formats.pathSegment(name)
          .forEach(text -> errors.add(FieldError.invalid(ROLE_REF.child("name"), name, text)));
  }

  private void subject(Node subject, FieldPath at, Errors errors) {
    String name = subject.get("name").text();
    if (name.isEmpty()) errors.add(FieldError.required(at.child("name"), ""));
    String group = subject.get("apiGroup").text();
    switch (subject.get("kind").text()) {
      case "ServiceAccount" -> serviceAccount(subject, name, group, at, errors);
      case "User", "Group" -> {
        if (!group.equals(GROUP))
          errors.add(FieldError.notSupported(at.child("apiGroup"), group, List.of(GROUP)));
      }
      case String other ->
          errors.add(
              FieldError.notSupported(
                  at.child("kind"), other, List.of("ServiceAccount", "User", "Group")));
    }
  }

  private void serviceAccount(
      Node subject, String name, String group, FieldPath at, Errors errors) {
    if (!name.isEmpty())
      Formats.dnsSubdomain(name)
          .forEach(text -> errors.add(FieldError.invalid(at.child("name"), name, text)));
    if (!group.isEmpty())
      errors.add(FieldError.notSupported(at.child("apiGroup"), group, List.of("")));
    if (!namespaced && subject.get("namespace").text().isEmpty())
      errors.add(FieldError.required(at.child("namespace"), ""));
  }

  @Override
  public void validateUpdate(
      ObjectNode binding, ObjectNode old, WriteContext context, Errors errors) {
    validate(binding, context, errors);
    Node ref = binding.get("roleRef");
    if (!ref.equals(old.get("roleRef")))
      errors.add(FieldError.invalid(ROLE_REF, printed(ref), "cannot change roleRef"));
  }

  /// The reference with the member names that upstream's message prints.
  private static ObjectNode printed(Node ref) {
    return ObjectNode.builder()
        .put("APIGroup", ref.get("apiGroup").text())
        .put("Kind", ref.get("kind").text())
        .put("Name", ref.get("name").text())
        .build();
  }

  @Override
  public NameRule names() {
    return Names.PATH_SEGMENT;
  }

  @Override
  public boolean createsOnUpdate() {
    return true;
  }
}
