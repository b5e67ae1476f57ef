/// Definitions of custom resources, and what they cost.
package pilothouse.wire.definitions;
