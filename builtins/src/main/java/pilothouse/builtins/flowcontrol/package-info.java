/// What the kinds of `flowcontrol.apiserver.k8s.io` do beyond what every kind does.
@NullMarked
package pilothouse.builtins.flowcontrol;

import org.jspecify.annotations.NullMarked;
