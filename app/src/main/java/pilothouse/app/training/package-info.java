/// What the build runs once, so that every start takes less time: learns which classes a server needs, and unpacks its native libraries.
@NullMarked
package pilothouse.app.training;

import org.jspecify.annotations.NullMarked;
