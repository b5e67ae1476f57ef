package pilothouse.server.rest;

import java.time.Duration;
import java.util.List;
import pilothouse.api.ApiException;
import pilothouse.api.Reason;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.ResourceVersions;
import pilothouse.registry.StoredRegistry;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;
import pilothouse.storage.cache.CachedObject;
import pilothouse.storage.cache.Listing;
import pilothouse.storage.cache.Selection;
import pilothouse.storage.cache.Snapshot;
import pilothouse.storage.cache.WatchCache;

/// Lists the objects of a namespace or of all.
final class ListHandler implements Handler {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ServedResource resource;
  private final ListAnswer answers;

  ListHandler(ServedResource resource) {
    this.resource = resource;
    this.answers = new ListAnswer(resource);
  }

  @Override
  public Response handle(Call call) {
    Representation as = Negotiation.answer(call, resource.codec().encodings());
    ListOptions options = ListOptions.of(call.query(), false);
    String namespace = resource.namespace(call);
    Selection selection = Selections.of(resource, namespace, options);
    Listing page = page(options, selection, namespace);
    resource.stored().requireReadable(page.items());
    return answers.of(call, as, metadata(page, namespace), page.items());
  }

  /// The objects that a list or a deletecollection is about.
  List<CachedObject> items(String namespace, ListOptions options) {
    Selection selection = Selections.of(resource, namespace, options);
    return page(options, selection, namespace).items();
  }

  Listing page(ListOptions options, Selection selection, String namespace) {
    long revision = revision(options);
    int limit = Math.clamp(options.limit(), 0, Integer.MAX_VALUE);
    WatchCache cache = resource.stored().cache();
    boolean any = options.resourceVersion().equals("0");
    if (!options.continueToken().isEmpty())
      return next(options, selection, namespace, any ? 0 : limit);
    if (any && !options.exact()) return list(cache.current(), selection, "", 0, options);
    if (options.resourceVersion().isEmpty())
      return list(cache.fresh(), selection, "", limit, options);
    Snapshot snapshot =
        options.exact() || limit > 0 && options.resourceVersionMatch().isEmpty()
            ? Snapshots.exactly(cache, revision, PATIENCE)
            : Snapshots.notOlderThan(cache, revision, PATIENCE);
    return list(snapshot, selection, "", limit, options);
  }

  /// Where a webhook must be asked about all objects, it is asked once.
  private Listing list(
      Snapshot snapshot, Selection selection, String start, int limit, ListOptions options) {
    if (Selections.readsConverted(resource.definition(), options)) {
      var all = Selection.namespace(selection.namespace());
      resource.stored().prepare(snapshot.list(all, "", 0).items());
    }
    return snapshot.list(selection, start, limit);
  }

  private Listing next(ListOptions options, Selection selection, String namespace, int limit) {
    if (!options.startsAnywhere())
      throw ApiException.badRequest(
          "specifying resource version is not allowed when using continue");
    ContinueToken token = ContinueToken.parse(options.continueToken());
    WatchCache cache = resource.stored().cache();
    String start = scope(namespace) + token.start();
    if (token.revision() < 0) return list(cache.fresh(), selection, start, limit, options);
    try {
      return list(cache.exactly(token.revision(), PATIENCE), selection, start, limit, options);
    } catch (pilothouse.storage.StoreException.FutureRevision e) {
      throw new ApiException(Snapshots.tooLarge(e));
    } catch (pilothouse.storage.StoreException.Compacted e) {
      throw expired(token);
    }
  }

  /// The refusal carries a token that goes on at the newest revision, for clients that can live with that.
  private static ApiException expired(ContinueToken token) {
    return new ExpiredContinue(new ContinueToken(-1, token.start()).encode()).exception();
  }

  private static long revision(ListOptions options) {
    String text = options.resourceVersion();
    String problem = text.isEmpty() ? "" : ResourceVersions.problem(text);
    if (!problem.isEmpty())
      throw ApiException.of(
          Reason.BAD_REQUEST,
          "invalid resource version: resourceVersion: Invalid value: \"" + text + "\": " + problem);
    return ResourceVersions.parse(text);
  }

  private ObjectNode metadata(Listing page, String namespace) {
    var out = ObjectNode.builder().put("resourceVersion", Long.toString(page.revision()));
    if (!page.more()) return end(out).build();
    String start = page.next().substring(scope(namespace).length());
    out.put("continue", new ContinueToken(page.revision(), start).encode());
    page.remaining().ifPresent(count -> out.put("remainingItemCount", count));
    return out.build();
  }

  /// Lists of custom resources say that nothing follows.
  private ObjectNode.Builder end(ObjectNode.Builder out) {
    return resource.codec().itemsCarryType() ? out.put("continue", "") : out;
  }

  private String scope(String namespace) {
    StoredRegistry registry = resource.stored();
    return registry.cache().resource().scope(namespace);
  }
}
