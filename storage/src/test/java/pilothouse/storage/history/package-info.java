/// Whether a store is linearizable: histories of what concurrent clients did and saw, and a checker of them.
@NullMarked
package pilothouse.storage.history;

import org.jspecify.annotations.NullMarked;
