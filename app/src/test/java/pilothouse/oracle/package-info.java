/// Recorded exchanges with the real kube-apiserver 1.36.3, and what replays them against Pilothouse.
package pilothouse.oracle;
