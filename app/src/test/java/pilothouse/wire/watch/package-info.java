/// Watches and reads as they come over the wire.
package pilothouse.wire.watch;
