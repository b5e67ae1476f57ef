/// What schemas mean to expressions: the types that fields have, the names they go by, and how stored values are seen through them.
@NullMarked
package pilothouse.cel.type;

import org.jspecify.annotations.NullMarked;
