/// What an operator does with the store of a server: backups while it runs, and moving it to another store.
@NullMarked
package pilothouse.wire.store;

import org.jspecify.annotations.NullMarked;
