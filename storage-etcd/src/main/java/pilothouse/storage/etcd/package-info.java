/// A [pilothouse.storage.Store] on an etcd v3 cluster, by plain gRPC calls whose few messages are written and read here.
///
/// Source of services, fields and numbers: etcd `api/etcdserverpb/rpc.proto`, `api/mvccpb/kv.proto`.
@NullMarked
package pilothouse.storage.etcd;

import org.jspecify.annotations.NullMarked;
