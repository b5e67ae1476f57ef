/// From what a client sent to the canonical form of an object, by its type; JSON, YAML and protobuf meet here.
@NullMarked
package pilothouse.api.codec;

import org.jspecify.annotations.NullMarked;
