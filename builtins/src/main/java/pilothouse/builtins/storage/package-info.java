/// What the kinds of `storage.k8s.io` do beyond what every kind does.
@NullMarked
package pilothouse.builtins.storage;

import org.jspecify.annotations.NullMarked;
