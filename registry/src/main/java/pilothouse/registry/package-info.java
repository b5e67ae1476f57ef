/// What a resource is and what its verbs mean.
@NullMarked
package pilothouse.registry;

import org.jspecify.annotations.NullMarked;
