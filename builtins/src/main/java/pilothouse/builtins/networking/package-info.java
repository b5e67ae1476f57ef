/// What the kinds of `networking.k8s.io` do beyond what every kind does.
@NullMarked
package pilothouse.builtins.networking;

import org.jspecify.annotations.NullMarked;
