/// Objects over the door: what is kept of each, a snapshot of every resource at every recent revision, and its events.
///
/// A [pilothouse.storage.cache.WatchCache] follows one resource of a store; reads, lists and watches are answered from it.
/// A [pilothouse.storage.cache.ObjectStorage] writes through the store and hands what it wrote to the cache.
@NullMarked
package pilothouse.storage.cache;

import org.jspecify.annotations.NullMarked;
