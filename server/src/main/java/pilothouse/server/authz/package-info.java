/// Who may do what: one question, answered by a chain of authorizers.
@NullMarked
package pilothouse.server.authz;

import org.jspecify.annotations.NullMarked;
