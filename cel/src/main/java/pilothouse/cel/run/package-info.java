/// Running checked expressions: a plan of steps, made once, that any number of threads may run; each run counts what it costs.
@NullMarked
package pilothouse.cel.run;

import org.jspecify.annotations.NullMarked;
