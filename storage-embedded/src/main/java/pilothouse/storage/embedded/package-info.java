/// A [pilothouse.storage.Store] in this process: durable in one SQLite file, or in memory for tests.
@NullMarked
package pilothouse.storage.embedded;

import org.jspecify.annotations.NullMarked;
