/// YAML between bytes and trees, by the rules of YAML 1.1 that upstream follows.
@NullMarked
package pilothouse.api.yaml;

import org.jspecify.annotations.NullMarked;
