/// The rules of schemas (`x-kubernetes-validations`): checked when a definition is written, run when an object is. [CelRules] is the door.
@NullMarked
package pilothouse.cel.rules;

import org.jspecify.annotations.NullMarked;
