/// Custom resources, asked for over the network.
package pilothouse.wire.crds;
