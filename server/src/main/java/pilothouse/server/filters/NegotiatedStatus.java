package pilothouse.server.filters;

import java.util.List;
import java.util.function.Function;
import pilothouse.api.Bytes;
import pilothouse.api.Status;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.tree.ObjectNode;
import pilothouse.server.http.Call;
import pilothouse.server.http.Response;
import pilothouse.server.negotiation.MediaRange;
import pilothouse.server.negotiation.PrettyJson;

/// A [Status] in the form that the call wants most of those there are; JSON where it wants none of them, as a refusal must be readable somehow.
///
/// Source: apiserver `pkg/endpoints/handlers/responsewriters/writers.go`, `ErrorNegotiated`.
public final class NegotiatedStatus implements StatusResponses {
  private static final String JSON = "application/json";
  private static final String YAML = "application/yaml";
  private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";
  private static final List<String> OFFERED = List.of(JSON, YAML, PROTOBUF);

  private final Function<ObjectNode, Bytes> yaml;
  private final Function<ObjectNode, Bytes> protobuf;

  /// @param yaml writes a Status as YAML
  /// @param protobuf writes a Status in its envelope
  public NegotiatedStatus(Function<ObjectNode, Bytes> yaml, Function<ObjectNode, Bytes> protobuf) {
    this.yaml = yaml;
    this.protobuf = protobuf;
  }

  @Override
  public Response of(Call call, Status status) {
    String type = wanted(call);
    Bytes bytes =
        switch (type) {
          case YAML -> yaml.apply(status.tree());
          case PROTOBUF -> protobuf.apply(status.tree());
          default -> json(call, status.tree());
        };
    return Response.of(status.code(), type, bytes);
  }

  private static Bytes json(Call call, ObjectNode tree) {
    return PrettyJson.wanted(call)
        ? JsonWriter.pretty(tree)
        : StatusResponses.line(JsonWriter.compact(tree));
  }

  /// The first clause that wants no other kind of object decides.
  private static String wanted(Call call) {
    for (MediaRange range : MediaRange.of(call)) {
      if (range.transforms()) continue;
      boolean streams = range.parameters().containsKey("stream");
      for (String type : OFFERED)
        if (range.covers(type) && !(streams && type.equals(YAML))) return type;
    }
    return JSON;
  }
}
