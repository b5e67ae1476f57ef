/// How built-in kinds turn from the served version into the stored one and back.
@NullMarked
package pilothouse.builtins.conversion;

import org.jspecify.annotations.NullMarked;
