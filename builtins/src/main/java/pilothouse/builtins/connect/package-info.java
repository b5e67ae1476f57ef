/// The subresources that lead to a kubelet or into a pod: log, exec, attach, portforward and proxy.
///
/// Requests are checked and their target is found as upstream does; the last step, speaking with the target, is answered with 501 until it is built.
@NullMarked
package pilothouse.builtins.connect;

import org.jspecify.annotations.NullMarked;
