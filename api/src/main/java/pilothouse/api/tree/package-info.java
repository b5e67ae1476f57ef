/// The one tree type that objects are while they are written: immutable and ordered.
@NullMarked
package pilothouse.api.tree;

import org.jspecify.annotations.NullMarked;
