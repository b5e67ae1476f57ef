/// Encryption of stored values as kube-apiserver does it: the same configuration file, the same providers, the same bytes, so that either server reads
/// what the other one wrote.
///
/// A [Transformer] changes a value on its way to the store and back. [Providers] makes them from an [EncryptionConfig]; [Encryption] holds those of all
/// resources, and exchanges them when the file changes.
@NullMarked
package pilothouse.encryption;

import org.jspecify.annotations.NullMarked;
