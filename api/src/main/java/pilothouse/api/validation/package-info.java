/// Field paths and the errors that validation reports, in the wire's own words.
@NullMarked
package pilothouse.api.validation;

import org.jspecify.annotations.NullMarked;
