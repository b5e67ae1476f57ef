package pilothouse.server.rest;

import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.admission.Operation;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;
import pilothouse.storage.cache.CachedObject;
import pilothouse.storage.cache.Listing;

/// Deletes the objects of a namespace that selectors choose, one by one, and answers what was there.
final class DeleteCollectionHandler implements Handler {
  private final ServedResource resource;
  private final ListHandler lists;
  private final ListAnswer answers;

  DeleteCollectionHandler(ServedResource resource) {
    this.resource = resource;
    this.lists = new ListHandler(resource);
    this.answers = new ListAnswer(resource);
  }

  @Override
  public Response handle(Call call) {
    Representation as = Negotiation.answer(call, resource.codec().encodings());
    ListOptions options = ListOptions.of(call.query(), false).unpaged();
    DeleteRequests.Parsed request = DeleteRequests.read(call, resource);
    var writing = Writing.of(resource, call, request.tree(), request.dryRun());
    resource
        .admission()
        .mutate(writing.request(Operation.DELETE, "", Optional.empty(), Optional.empty()));
    String namespace = resource.namespace(call);
    var selection = Selections.of(resource, namespace, options);
    Listing page = lists.page(options, selection, namespace);
    for (CachedObject item : page.items()) delete(item, request, writing);
    var metadata = ObjectNode.of("resourceVersion", Long.toString(page.revision()));
    return answers.of(call, as, metadata, page.items());
  }

  private void delete(CachedObject item, DeleteRequests.Parsed request, Writing writing) {
    try {
      resource
          .stored()
          .delete(item.name(), request.options(), writing.context(), writing.check(item.name()));
    } catch (ApiException e) {
      if (e.status().code() != 404) throw e;
    }
  }
}
