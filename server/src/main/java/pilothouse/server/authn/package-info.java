/// Who somebody is: certificates, tokens, and nobody in particular.
@NullMarked
package pilothouse.server.authn;

import org.jspecify.annotations.NullMarked;
