/// The object model of the Kubernetes API: names, statuses and the values that both travel with.
@NullMarked
package pilothouse.api;

import org.jspecify.annotations.NullMarked;
