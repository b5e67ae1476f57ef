/// From one store into another, whichever they are: for backups that are put back, and for moving house.
@NullMarked
package pilothouse.storage.copy;

import org.jspecify.annotations.NullMarked;
