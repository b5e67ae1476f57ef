/// The ways to change an object by less than the whole of it: JSON patch, merge patch, strategic merge patch.
@NullMarked
package pilothouse.api.patch;

import org.jspecify.annotations.NullMarked;
