/// What an operator does with a store beside serving it: `pilothouse backup`, `restore` and `migrate`.
@NullMarked
package pilothouse.app.store;

import org.jspecify.annotations.NullMarked;
