/// `/openapi/v3` and `/openapi/v2`: documents made from the resource definitions and their types.
@NullMarked
package pilothouse.server.openapi;

import org.jspecify.annotations.NullMarked;
