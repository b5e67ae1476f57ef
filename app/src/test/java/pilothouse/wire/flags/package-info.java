/// What single flags change of what clients see.
package pilothouse.wire.flags;
