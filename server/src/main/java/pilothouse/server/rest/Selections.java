package pilothouse.server.rest;

import java.util.List;
import pilothouse.api.ApiException;
import pilothouse.api.selector.FieldSelector;
import pilothouse.api.selector.LabelSelector;
import pilothouse.registry.ResourceDefinition;
import pilothouse.storage.cache.CachedObject;
import pilothouse.storage.cache.Selection;

/// Which objects a list or a watch is about, from its namespace and selectors.
final class Selections {
  private static final String NAME = "metadata.name";
  private static final String NAMESPACE = "metadata.namespace";

  private Selections() {}

  /// @throws ApiException `BadRequest` where a field cannot be selected
  static Selection of(ServedResource resource, String namespace, ListOptions options) {
    ResourceDefinition definition = resource.definition();
    FieldSelector fields = options.fields();
    for (FieldSelector.Term term : fields.terms()) requireKnown(definition, term.field());
    LabelSelector labels = options.labels();
    var all = namespace.isEmpty() ? Selection.ALL : Selection.namespace(namespace);
    if (namespace.isEmpty() && definition.namespaced())
      all = fields.requiredValue(NAMESPACE).map(Selections::within).orElse(all);
    boolean converted = readsConverted(definition, options);
    Selection keyed = converted ? all : keyed(all, fields);
    FieldSelector rest = keyed.term().map(key -> without(fields, key)).orElse(fields);
    if (labels.matchesEverything() && rest.matchesEverything()) return keyed;
    if (converted) return keyed.where(object -> matches(resource, object, labels, rest));
    return keyed.where(object -> matches(object, labels, rest));
  }

  /// Whether objects must be converted by a webhook before it is known which of them are meant.
  static boolean readsConverted(ResourceDefinition definition, ListOptions options) {
    return definition.conversion().batches()
        && options.fields().terms().stream()
            .anyMatch(term -> !term.field().equals(NAME) && !term.field().equals(NAMESPACE));
  }

  private static boolean matches(
      ServedResource resource, CachedObject object, LabelSelector labels, FieldSelector fields) {
    return labels.matches(object::label)
        && fields.matches(field -> resource.stored().field(object, field));
  }

  /// The selection with one term by which watches are found: the name if it is given, else any field that must have a value.
  private static Selection keyed(Selection selection, FieldSelector fields) {
    var name = fields.requiredValue(NAME);
    if (name.isPresent()) return selection.with(NAME, name.get());
    return fields.terms().stream()
        .filter(term -> term.equal() && !term.field().equals(NAMESPACE))
        .findFirst()
        .map(term -> selection.with(term.field(), term.value()))
        .orElse(selection);
  }

  private static FieldSelector without(FieldSelector fields, Selection.Term key) {
    var known = new FieldSelector.Term(key.field(), true, key.value());
    return new FieldSelector(fields.terms().stream().filter(term -> !term.equals(known)).toList());
  }

  private static Selection within(String namespace) {
    return namespace.isEmpty() ? Selection.ALL : Selection.namespace(namespace);
  }

  private static boolean matches(CachedObject object, LabelSelector labels, FieldSelector fields) {
    return fields.matches(object::field) && labels.matches(object::label);
  }

  private static void requireKnown(ResourceDefinition definition, String field) {
    var declared = definition.selectableFields();
    if (field.equals(NAME)) return;
    boolean own = declared.stream().anyMatch(f -> f.label().equals(field));
    if (own) return;
    boolean plain = declared.isEmpty() && !definition.custom();
    if (field.equals(NAMESPACE) && (plain || definition.namespaced())) return;
    throw ApiException.badRequest(plain ? unknown(field) : unsupported(definition, field));
  }

  private static String unknown(String field) {
    return pilothouse.api.validation.FieldError.quote(field)
        + " is not a known field selector: only \"metadata.name\", \"metadata.namespace\"";
  }

  /// Kinds of groups word it differently.
  private static String unsupported(ResourceDefinition definition, String field) {
    String group = definition.kind().group();
    if (group.equals("batch"))
      return "field label \"" + field + "\" not supported for " + definition.kind().kind();
    if (List.of("resource.k8s.io").contains(group))
      return "field label not supported for " + definition.kind() + ": " + field;
    return "field label not supported: " + field;
  }
}
