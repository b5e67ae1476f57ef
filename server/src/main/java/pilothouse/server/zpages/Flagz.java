package pilothouse.server.zpages;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pilothouse.api.tree.ObjectNode;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;

/// `/flagz`: every flag and its value.
public final class Flagz {
  private final Map<String, String> flags;
  private final ProcessPage page;

  public Flagz(Map<String, String> flags) {
    this.flags = new TreeMap<>(flags);
    this.page = new ProcessPage("/flagz", "Flagz", new Values());
  }

  public Optional<Handler> find(Call call) {
    return page.find(call);
  }

  private final class Values implements ProcessPage.Content {
    @Override
    public String text() {
      var out = new StringBuilder(ProcessPage.heading("flagz"));
      flags.forEach((name, value) -> out.append(name).append('=').append(value).append('\n'));
      return out.toString();
    }

    @Override
    public ObjectNode fields() {
      var out = ObjectNode.builder();
      flags.forEach(out::put);
      return ObjectNode.builder().put("flags", out.build()).build();
    }
  }
}
