/// CustomResourceDefinitions themselves: what they say, their strategy, their validation and their conditions.
@NullMarked
package pilothouse.apiextensions.definition;

import org.jspecify.annotations.NullMarked;
