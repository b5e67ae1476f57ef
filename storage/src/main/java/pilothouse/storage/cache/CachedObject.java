package pilothouse.storage.cache;

import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pilothouse.api.Bytes;

/// One state of one object, as it is kept for reading: its compact JSON with `metadata.resourceVersion` in it, ready to
/// be sent, and the few facts that lists and watches select by. Nothing here is parsed by a read. Large objects are kept
/// compressed, see [Content].
public final class CachedObject {
  private final String key;
  private final String namespace;
  private final long revision;
  private final Content json;
  private final int uidAt;
  private final int uidLength;
  private final int spliceAt;
  private final Splice splice;
  private final String[] labels;
  private final FieldNames names;
  private final String[] fields;
  private final String damage;
  private final boolean stale;
  private @Nullable SoftReference<Encodings> encodings;

  /// @param stored the JSON without a resourceVersion, of which `facts` tell
  CachedObject(
      String key,
      String namespace,
      long revision,
      Bytes stored,
      Facts facts,
      FieldNames names,
      boolean stale) {
    this.stale = stale;
    this.key = key;
    this.namespace = namespace;
    this.revision = revision;
    spliceAt = facts.spliceAt();
    splice = facts.spliceKind();
    json = Content.of(Bytes.wrap(splice.into(stored.unsafeArray(), spliceAt, revision)));
    int moved = facts.uidAt() >= spliceAt ? splice.length(revision) : 0;
    uidAt = facts.uidAt() + moved;
    uidLength = facts.uidLength();
    labels = facts.labels();
    this.names = names;
    fields = facts.fields();
    damage = "";
  }

  private CachedObject(String key, String namespace, long revision, Bytes stored, String damage) {
    this.key = key;
    this.namespace = namespace;
    this.revision = revision;
    this.damage = damage;
    json = Content.of(stored);
    uidAt = 0;
    uidLength = 0;
    spliceAt = 0;
    splice = Splice.ALONE;
    stale = false;
    labels = Facts.NONE;
    names = FieldNames.NONE;
    fields = Facts.NONE;
  }

  /// What stands for an object whose stored bytes cannot be read.
  static CachedObject damaged(
      String key, String namespace, long revision, Bytes stored, String why) {
    return new CachedObject(key, namespace, revision, stored, why);
  }

  /// The whole key in the store.
  public String key() {
    return key;
  }

  /// Empty for a cluster-scoped object.
  public String namespace() {
    return namespace;
  }

  public String name() {
    return key.substring(key.lastIndexOf('/') + 1);
  }

  /// Whether this is its [#name], without taking that out of the key.
  boolean isNamed(String name) {
    int before = key.length() - name.length() - 1;
    return before >= 0 && key.charAt(before) == '/' && key.endsWith(name) && name.indexOf('/') < 0;
  }

  /// The object's resourceVersion.
  public long revision() {
    return revision;
  }

  /// Empty if the object has none.
  public String uid() {
    if (uidLength == 0) return "";
    return new String(json().unsafeArray(), uidAt, uidLength, StandardCharsets.UTF_8);
  }

  /// Compact JSON with the resourceVersion in it.
  public Bytes json() {
    return json.bytes();
  }

  /// About how much memory it takes: that of a large object is less than its JSON is long.
  int weight() {
    return json.weight();
  }

  /// The same without the resourceVersion: what is stored.
  public Bytes jsonWithoutRevision() {
    if (isDamaged()) return json();
    byte[] with = json().unsafeArray();
    int length = splice.length(revision);
    byte[] without = new byte[with.length - length];
    System.arraycopy(with, 0, without, 0, spliceAt);
    System.arraycopy(with, spliceAt + length, without, spliceAt, without.length - spliceAt);
    return Bytes.wrap(without);
  }

  /// Whether [#jsonWithoutRevision] equals `content`, compared in place: an update of which this is true changes nothing.
  public boolean hasContent(Bytes content) {
    if (isDamaged()) return false;
    byte[] with = json().unsafeArray();
    byte[] other = content.unsafeArray();
    int behind = spliceAt + splice.length(revision);
    return other.length >= spliceAt
        && Arrays.equals(with, 0, spliceAt, other, 0, spliceAt)
        && Arrays.equals(with, behind, with.length, other, spliceAt, other.length);
  }

  /// Whether the store keeps this in a form that it would not write any more: see [StoredForm#isStale].
  public boolean isStale() {
    return stale;
  }

  /// A view, in the order of the JSON.
  public Map<String, String> labels() {
    return new Labels(labels);
  }

  public Optional<String> label(String name) {
    return Optional.ofNullable(Labels.find(labels, name));
  }

  /// The value of a selectable field; of one that the resource does not declare, the empty string.
  public String field(String name) {
    if (name.equals("metadata.name")) return name();
    if (name.equals("metadata.namespace")) return namespace;
    int index = names.indexOf(name);
    return index < 0 || isDamaged() ? "" : fields[index];
  }

  /// Whether the stored bytes could not be read: [#json] then gives them as they are, and [#damage] says why.
  public boolean isDamaged() {
    return !damage.isEmpty();
  }

  public String damage() {
    return damage;
  }

  /// Another encoding of this object, such as protobuf: made by `encoder` when first asked for, then shared by all who
  /// ask while memory allows.
  ///
  /// @param form names the encoding, for example its media type
  public Bytes encoded(String form, Function<CachedObject, Bytes> encoder) {
    var known = encodings == null ? null : encodings.get();
    var found = Encodings.find(known, form);
    if (found != null) return found;
    var more = Encodings.with(known, form, () -> encoder.apply(this));
    encodings = new SoftReference<>(more);
    return more.newest();
  }

  /// Whether an encoding is there already.
  public boolean hasEncoding(String form) {
    var known = encodings == null ? null : encodings.get();
    return Encodings.find(known, form) != null;
  }

  /// This state as the last of a deleted object: the same content with the deletion's revision.
  CachedObject at(long revision) {
    if (isDamaged()) return damaged(key, namespace, revision, json(), damage);
    int moved = uidAt >= spliceAt ? splice.length(this.revision) : 0;
    var facts = new Facts(spliceAt, splice, uidAt - moved, uidLength, labels, fields);
    return new CachedObject(key, namespace, revision, jsonWithoutRevision(), facts, names, stale);
  }

  @Override
  public String toString() {
    return key + "@" + revision;
  }
}
