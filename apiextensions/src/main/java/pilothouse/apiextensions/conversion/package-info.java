/// Conversion between the versions of a definition by a webhook.
@NullMarked
package pilothouse.apiextensions.conversion;

import org.jspecify.annotations.NullMarked;
