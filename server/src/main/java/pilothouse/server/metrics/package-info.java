/// What the server counts of itself, under upstream's names, for Prometheus.
@NullMarked
package pilothouse.server.metrics;

import org.jspecify.annotations.NullMarked;
