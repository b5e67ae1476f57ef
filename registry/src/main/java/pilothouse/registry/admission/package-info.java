/// Admission: plugins that may change or refuse what is written, in a fixed order.
@NullMarked
package pilothouse.registry.admission;

import org.jspecify.annotations.NullMarked;
