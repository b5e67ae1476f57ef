/// What a type is: its fields, how lists and maps merge, and when a field is written.
@NullMarked
package pilothouse.api.schema;

import org.jspecify.annotations.NullMarked;
