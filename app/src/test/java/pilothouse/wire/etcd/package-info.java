/// Servers on a real etcd.
package pilothouse.wire.etcd;
