/// Custom resources: what their definition makes of decoding, storing, checking and showing them.
@NullMarked
package pilothouse.apiextensions.resource;

import org.jspecify.annotations.NullMarked;
