/// Who owns which field: managed fields, and the server-side apply that they make possible.
///
/// [FieldManager] is the way in: every write of an object goes through its `update` or `apply`. [FieldSet] is a set of fields, [ManagedFields] the sets of
/// all managers of an object. The rest walks values by their types: [OwnedFields] lists the fields of a value, [Comparison] those that differ between two,
/// [Merge] lays a configuration over an object and [Removal] takes fields away.
///
/// Source of the rules: structured-merge-diff v6 and apimachinery `pkg/util/managedfields`.
@NullMarked
package pilothouse.registry.fields;

import org.jspecify.annotations.NullMarked;
