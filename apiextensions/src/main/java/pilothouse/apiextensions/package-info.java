/// The server of custom resources: from CustomResourceDefinitions to resources that are served as if they were built in.
///
/// [CustomResources] is the way in. A definition costs little while nobody uses it: its bytes in the cache of definitions, and the few facts of
/// [pilothouse.apiextensions.definition.Definition]. Its storage and its schemas come with the first request.
@NullMarked
package pilothouse.apiextensions;

import org.jspecify.annotations.NullMarked;
