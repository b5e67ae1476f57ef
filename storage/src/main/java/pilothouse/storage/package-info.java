/// The door to what is stored: a revisioned key-value store with etcd's semantics, and nothing that knows a kind.
@NullMarked
package pilothouse.storage;

import org.jspecify.annotations.NullMarked;
