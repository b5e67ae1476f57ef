/// The metadata of custom objects and of objects embedded in them.
@NullMarked
package pilothouse.apiextensions.metadata;

import org.jspecify.annotations.NullMarked;
