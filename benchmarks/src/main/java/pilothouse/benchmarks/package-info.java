/// What the hot paths cost, each by itself, without a network or a disk's sync in the way. A benchmark tells whether a change to one of them pays;
/// `./pilothouse bench` tells what a server achieves.
@NullMarked
package pilothouse.benchmarks;

import org.jspecify.annotations.NullMarked;
