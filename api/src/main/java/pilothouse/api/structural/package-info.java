/// Structural schemas: what a CustomResourceDefinition says its objects look like, and what follows from it.
///
/// [Schema] is a node of such a schema. [Pruning] drops what it does not name, [Defaulting] fills in its defaults, [Validation] checks values against it,
/// [ListTypes] and [EmbeddedObjects] check what lies beyond single values, [SchemaTypes] gives the type by which objects merge. [Rules] is where an engine
/// for validation rules plugs in.
@NullMarked
package pilothouse.api.structural;

import org.jspecify.annotations.NullMarked;
