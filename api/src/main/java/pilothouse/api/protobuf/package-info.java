/// Kubernetes' protobuf between bytes and trees, driven by the field numbers of types.
@NullMarked
package pilothouse.api.protobuf;

import org.jspecify.annotations.NullMarked;
