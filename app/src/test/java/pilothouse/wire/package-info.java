/// Behaviour through a real socket, seen by clients that are not ours.
package pilothouse.wire;
