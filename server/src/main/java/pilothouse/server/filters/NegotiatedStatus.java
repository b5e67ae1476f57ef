package pilothouse.server.filters;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import pilothouse.api.Bytes;
import pilothouse.api.Status;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.tree.ObjectNode;
import pilothouse.server.http.Call;
import pilothouse.server.http.Response;

/// A [Status] in the form that the call wants most of those there are; JSON where it wants none of them, as a refusal must be readable somehow.
///
/// Source: apiserver `pkg/endpoints/handlers/responsewriters/writers.go`, `ErrorNegotiated`.
public final class NegotiatedStatus implements StatusResponses {
  private static final String JSON = "application/json";
  private static final String YAML = "application/yaml";
  private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";

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
          default -> StatusResponses.line(JsonWriter.compact(status.tree()));
        };
    return Response.of(status.code(), type, bytes);
  }

  private record Clause(String type, double quality) {}

  private static String wanted(Call call) {
    String header = String.join(",", call.headers().all("Accept"));
    if (header.isEmpty() || header.equals(JSON)) return JSON;
    var clauses = new ArrayList<Clause>();
    for (String clause : header.split(",")) clauses.add(clause(clause));
    clauses.sort(Comparator.comparingDouble((Clause c) -> -c.quality));
    for (Clause clause : clauses) {
      if (List.of(JSON, YAML, PROTOBUF).contains(clause.type)) return clause.type;
      if (clause.type.equals("*/*") || clause.type.equals("application/*")) return JSON;
    }
    return JSON;
  }

  private static Clause clause(String text) {
    String[] parts = text.split(";");
    double quality = 1;
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].trim();
      if (part.startsWith("q=")) quality = quality(part.substring(2));
    }
    return new Clause(parts[0].trim(), quality);
  }

  private static double quality(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException odd) {
      return 1;
    }
  }
}
