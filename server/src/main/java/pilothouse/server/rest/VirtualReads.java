package pilothouse.server.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import pilothouse.api.ApiException;
import pilothouse.api.GroupResource;
import pilothouse.api.selector.FieldSelector;
import pilothouse.api.selector.LabelSelector;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;
import pilothouse.server.table.PartialMetadata;
import pilothouse.server.table.TableForm;

/// Gets and lists objects that are made when they are asked for and stored nowhere: componentstatuses.
final class VirtualReads {
  private final ServedResource resource;
  private final Answers answers;
  private final Supplier<List<ObjectNode>> objects;

  VirtualReads(ServedResource resource, Supplier<List<ObjectNode>> objects) {
    this.resource = resource;
    this.answers = new Answers(resource);
    this.objects = objects;
  }

  Handler get() {
    return call -> {
      Representation as = Negotiation.answer(call, resource.codec().encodings());
      String name = call.info().name();
      for (ObjectNode object : objects.get())
        if (object.at("metadata", "name").text().equals(name))
          return answers.tree(call, as, 200, object);
      // The wire names the resource in the singular here.
      throw ApiException.notFound(
          new GroupResource("", resource.definition().names().singular()), name);
    };
  }

  Handler list() {
    return this::list;
  }

  private Response list(Call call) {
    Representation as = Negotiation.answer(call, resource.codec().encodings());
    var chosen = new ArrayList<ObjectNode>();
    for (ObjectNode object : objects.get()) if (selected(object, call)) chosen.add(object);
    return answers.encoded(as, 200, shaped(call, as, chosen));
  }

  private static boolean selected(ObjectNode object, Call call) {
    String labels = call.query().text("labelSelector");
    String fields = call.query().text("fieldSelector");
    var names = Map.of("metadata.name", object.at("metadata", "name").text());
    return LabelSelector.parse(labels).matches(object.at("metadata", "labels").object())
        && FieldSelector.parse(fields).matches(label -> names.getOrDefault(label, ""));
  }

  private ObjectNode shaped(Call call, Representation as, List<ObjectNode> chosen) {
    return switch (as.shape()) {
      case WHOLE -> list(resource.definition().listKind(), "v1", "items", bare(chosen));
      case PARTIAL_LIST ->
          list("PartialObjectMetadataList", as.apiVersion(), "items", partial(as, chosen));
      case TABLE -> table(answers.table(call, as), as, chosen);
      case PARTIAL -> throw new ListAnswer(resource).isList(as);
    };
  }

  private static List<Node> bare(List<ObjectNode> chosen) {
    return List.copyOf(chosen.stream().map(o -> o.without("kind").without("apiVersion")).toList());
  }

  private static List<Node> partial(Representation as, List<ObjectNode> chosen) {
    return List.copyOf(chosen.stream().map(o -> PartialMetadata.of(o, as.apiVersion())).toList());
  }

  private ObjectNode table(TableForm form, Representation as, List<ObjectNode> chosen) {
    var now = resource.clock().instant();
    List<Node> rows = List.copyOf(chosen.stream().map(o -> form.row(o, now)).toList());
    return list("Table", as.apiVersion(), "rows", rows)
        .with("columnDefinitions", form.definitions());
  }

  private static ObjectNode list(String kind, String apiVersion, String member, List<Node> items) {
    return ObjectNode.builder()
        .put("kind", kind)
        .put("apiVersion", apiVersion)
        .put("metadata", ObjectNode.EMPTY)
        .put(member, ListNode.of(items))
        .build();
  }
}
