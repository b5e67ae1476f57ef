package pilothouse.builtins.apiregistration;

import java.util.List;
import pilothouse.api.tree.ListNode;
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

/// API services: who serves a group-version; without a service this server does.
///
/// Source: kube-aggregator `pkg/apis/apiregistration/validation/validation.go`.
public final class ApiServiceStrategy implements Strategy {
  private static final FieldPath SPEC = FieldPath.of("spec");

  @Override
  public ObjectNode defaults(ObjectNode apiService) {
    return Edit.inside(
        apiService, "spec", spec -> Edit.inside(spec, "service", s -> Edit.absent(s, "port", 443)));
  }

  @Override
  public ObjectNode prepareForCreate(ObjectNode apiService, WriteContext context) {
    ObjectNode out = apiService.with("status", ObjectNode.EMPTY);
    if (!out.at("spec", "service").isNull()) return out;
    return out.with(
        "status",
        ObjectNode.of("conditions", ListNode.of(LocalCondition.available(context.now()))));
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode apiService, ObjectNode old, WriteContext context) {
    return Edit.restored(apiService, old, "status");
  }

  @Override
  public void validate(ObjectNode apiService, WriteContext context, Errors errors) {
    Node spec = apiService.get("spec");
    String group = spec.get("group").text();
    String version = spec.get("version").text();
    name(apiService.at("metadata", "name").text(), version + "." + group, errors);
    groupAndVersion(group, version, errors);
    priority(spec, "groupPriorityMinimum", 20000, errors);
    priority(spec, "versionPriority", 1000, errors);
    if (spec.get("service").isNull()) local(spec, errors);
    else remote(spec, errors);
  }

  private static void name(String name, String wanted, Errors errors) {
    if (!name.equals(wanted))
      errors.add(
          FieldError.invalid(
              FieldPath.of("metadata", "name"),
              name,
              "must be `spec.version+\".\"+spec.group`: \"" + wanted + "\""));
  }

  private static void groupAndVersion(String group, String version, Errors errors) {
    if (group.isEmpty() && !version.equals("v1"))
      errors.add(
          FieldError.required(
              SPEC.child("group"), "only v1 may have an empty group and it better be legacy kube"));
    if (!group.isEmpty())
      Formats.dnsSubdomain(group)
          .forEach(text -> errors.add(FieldError.invalid(SPEC.child("group"), group, text)));
    Formats.dns1035Label(version)
        .forEach(text -> errors.add(FieldError.invalid(SPEC.child("version"), version, text)));
  }

  private static void priority(Node spec, String name, int limit, Errors errors) {
    long value = spec.get(name).number(0);
    if (value <= 0 || value > limit)
      errors.add(
          FieldError.invalid(SPEC.child(name), value, "must be positive and less than " + limit));
  }

  private static void local(Node spec, Errors errors) {
    if (!spec.get("caBundle").text().isEmpty())
      errors.add(
          FieldError.invalid(
              SPEC.child("caBundle"),
              spec.get("caBundle"),
              "local APIServices may not have a caBundle"));
    if (spec.get("insecureSkipTLSVerify").bool(false))
      errors.add(
          FieldError.invalid(
              SPEC.child("insecureSkipTLSVerify"),
              spec.get("insecureSkipTLSVerify"),
              "local APIServices may not have insecureSkipTLSVerify"));
  }

  private static void remote(Node spec, Errors errors) {
    FieldPath at = SPEC.child("service");
    for (String name : List.of("namespace", "name"))
      if (spec.at("service", name).text().isEmpty())
        errors.add(FieldError.required(at.child(name), ""));
    long port = spec.at("service", "port").number(0);
    for (String text : Formats.portNumber(port))
      errors.add(FieldError.invalid(at.child("port"), port, "port is not valid: " + text));
    if (spec.get("insecureSkipTLSVerify").bool(false) && !spec.get("caBundle").text().isEmpty())
      errors.add(
          FieldError.invalid(
              SPEC.child("insecureSkipTLSVerify"),
              spec.get("insecureSkipTLSVerify"),
              "may not be true if caBundle is present"));
  }

  @Override
  public NameRule names() {
    return Names.PATH_SEGMENT;
  }

  @Override
  public List<List<String>> resetFields() {
    return List.of(List.of("status"));
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }
}
