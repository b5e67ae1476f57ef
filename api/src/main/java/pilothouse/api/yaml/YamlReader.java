package pilothouse.api.yaml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import pilothouse.api.Bytes;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// Reads the first document of a YAML text.
///
/// Aliases are followed, but a document that unfolds to many times its size is refused as upstream refuses it.
///
/// Source of the rules: `sigs.k8s.io/yaml` over its fork of yaml.v2.
public final class YamlReader {
  private static final int MAX_DEPTH = 10_000;

  private final ParserImpl events;
  private final ArrayDeque<Open> stack = new ArrayDeque<>();
  private final Map<String, Node> anchors = new HashMap<>();
  private final Map<String, Long> weights = new HashMap<>();
  private final List<String> twice = new ArrayList<>();
  private long nodes;
  private long aliased;

  /// A collection that is not closed yet; exactly one of its two forms is in use.
  private static final class Open {
    final @Nullable TreeMap<String, Node> members;
    final @Nullable List<Node> items;
    final @Nullable String anchor;
    final long before;
    @Nullable String key;
    boolean merging;
    final List<ObjectNode> merged = new ArrayList<>(0);

    Open(
        @Nullable TreeMap<String, Node> members,
        @Nullable List<Node> items,
        @Nullable String anchor,
        long before) {
      this.members = members;
      this.items = items;
      this.anchor = anchor;
      this.before = before;
    }
  }

  private YamlReader(String text) {
    var options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    events = new ParserImpl(new StreamReader(text), options);
  }

  /// @throws YamlException when the bytes are no YAML
  public static YamlDocument read(Bytes bytes) {
    String text = YamlText.of(bytes.unsafeArray());
    try {
      return new YamlReader(text).document();
    } catch (MarkedYAMLException broken) {
      throw new YamlException(YamlProblems.text(broken));
    } catch (YAMLException broken) {
      throw new YamlException(String.valueOf(broken.getMessage()));
    }
  }

  private YamlDocument document() {
    events.getEvent();
    if (events.checkEvent(Event.ID.StreamEnd))
      return new YamlDocument(YamlScalars.plain(""), List.of());
    events.getEvent();
    Node root = null;
    while (root == null) root = step(events.getEvent());
    List<String> strict =
        twice.isEmpty() ? List.of() : List.of("yaml: unmarshal errors:" + String.join("", twice));
    return new YamlDocument(root, strict);
  }

  /// Takes one event; answers the document's root once it is complete.
  private @Nullable Node step(Event event) {
    return switch (event.getEventId()) {
      case Scalar -> finished(event, scalar((ScalarEvent) event));
      case Alias -> finished(event, alias((AliasEvent) event));
      case MappingStart, SequenceStart -> open((NodeEvent) event);
      case MappingEnd, SequenceEnd -> close(event);
      default -> throw new YamlException("unexpected " + event.getEventId());
    };
  }

  private @Nullable Node open(NodeEvent event) {
    if (stack.size() >= MAX_DEPTH) throw new YamlException("exceeded max depth of 10000");
    nodes++;
    boolean map = event instanceof MappingStartEvent;
    if (!map && !(event instanceof SequenceStartEvent)) throw new YamlException("unknown node");
    stack.push(
        new Open(
            map ? new TreeMap<>() : null,
            map ? null : new ArrayList<>(),
            event.getAnchor(),
            nodes));
    return null;
  }

  private @Nullable Node close(Event event) {
    Open open = stack.pop();
    Node node = open.members != null ? object(open, open.members) : ListNode.of(items(open));
    if (open.anchor != null) remember(open.anchor, node, nodes - open.before + 1);
    return finished(event, node);
  }

  private static List<Node> items(Open open) {
    return open.items == null ? List.of() : open.items;
  }

  private static ObjectNode object(Open open, TreeMap<String, Node> members) {
    for (ObjectNode merged : open.merged) merged.forEach(members::putIfAbsent);
    var out = ObjectNode.builder();
    members.forEach(out::put);
    return out.build();
  }

  private void remember(String anchor, Node node, long weight) {
    anchors.put(anchor, node);
    weights.put(anchor, weight);
  }

  private Node scalar(ScalarEvent event) {
    nodes++;
    Node node = value(event);
    if (event.getAnchor() != null) remember(event.getAnchor(), node, 1);
    return node;
  }

  private static Node value(ScalarEvent event) {
    String tag = event.getTag() == null ? "" : event.getTag();
    String text = event.getValue();
    return switch (tag) {
      case "" -> event.isPlain() ? YamlScalars.plain(text) : new StringNode(text);
      case "!", "tag:yaml.org,2002:str" -> new StringNode(text);
      case "tag:yaml.org,2002:binary" -> binary(text);
      default -> YamlScalars.plain(text);
    };
  }

  private static Node binary(String text) {
    return new StringNode(new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8));
  }

  private Node alias(AliasEvent event) {
    Node node = anchors.get(event.getAnchor());
    if (node == null)
      throw new YamlException("unknown anchor '" + event.getAnchor() + "' referenced");
    long weight = weights.getOrDefault(event.getAnchor(), 1L);
    nodes += weight;
    aliased += weight;
    if (aliased > 100 && nodes > 1000 && (double) aliased / nodes > allowedRatio(nodes))
      throw new YamlException("document contains excessive aliasing");
    return node;
  }

  /// Nearly everything of a small document may come from aliases, a tenth of a large one.
  private static double allowedRatio(long nodes) {
    if (nodes <= 400_000) return 0.99;
    if (nodes >= 4_000_000) return 0.10;
    return 0.99 - 0.89 * (nodes - 400_000) / 3_600_000;
  }

  private @Nullable Node finished(Event event, Node node) {
    Open open = stack.peek();
    if (open == null) return node;
    if (open.items != null) open.items.add(node);
    else if (open.members != null) member(event, open, open.members, node);
    return null;
  }

  private void member(Event event, Open open, TreeMap<String, Node> members, Node node) {
    if (open.key == null && !open.merging) {
      open.merging = event instanceof ScalarEvent s && s.isPlain() && s.getValue().equals("<<");
      open.key = open.merging ? null : key(event, members, node);
      return;
    }
    if (open.merging) merge(open, node);
    else if (open.key != null) members.put(open.key, node);
    open.key = null;
    open.merging = false;
  }

  private static void merge(Open open, Node node) {
    if (node instanceof ObjectNode object) open.merged.add(object);
    else if (node instanceof ListNode list) for (Node item : list.items()) merge(open, item);
    else throw new YamlException("map merge requires map or sequence of maps as the value");
  }

  private String key(Event event, TreeMap<String, Node> members, Node node) {
    String key =
        switch (node) {
          case StringNode text -> text.value();
          case BoolNode bool -> bool.toString();
          case ObjectNode _, ListNode _ -> throw new YamlException("invalid map key: " + node);
          default -> node.isNull() ? "null" : node.toString();
        };
    if (members.containsKey(key))
      twice.add(
          "\n  line "
              + (event.getStartMark().getLine() + 1)
              + ": key "
              + (node instanceof StringNode ? "\"" + key + "\"" : key)
              + " already set in map");
    return key;
  }
}
