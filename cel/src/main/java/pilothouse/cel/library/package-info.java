/// The functions: the standard ones and those that Kubernetes adds.
@NullMarked
package pilothouse.cel.library;

import org.jspecify.annotations.NullMarked;
