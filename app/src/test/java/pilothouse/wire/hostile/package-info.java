/// Clients that mean no good, or cannot do better: each gets a clear answer or a closed connection, and the rest keeps serving.
package pilothouse.wire.hostile;
