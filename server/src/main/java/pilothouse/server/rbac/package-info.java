/// Role-based access control: what the stored roles and bindings allow.
@NullMarked
package pilothouse.server.rbac;

import org.jspecify.annotations.NullMarked;
