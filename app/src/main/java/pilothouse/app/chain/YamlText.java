package pilothouse.app.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;
import pilothouse.api.Bytes;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// YAML as Kubernetes uses it: JSON in other clothes. Written with members in the order of their names, as upstream writes it.
final class YamlText {
  /// An alias bomb of a few bytes can stand for gigabytes.
  private static final int MOST_ALIASES = 50;

  private YamlText() {}

  /// @throws org.yaml.snakeyaml.error.YAMLException where it is no YAML
  static Node parse(Bytes bytes) {
    var options = new LoaderOptions();
    options.setMaxAliasesForCollections(MOST_ALIASES);
    options.setCodePointLimit(Integer.MAX_VALUE); // the body's limit was applied when it was read
    var yaml =
        new Yaml(
            new SafeConstructor(options),
            new Representer(new DumperOptions()),
            new DumperOptions(),
            options,
            new NoTimestamps());
    return tree(yaml.load(bytes.utf8()));
  }

  static Bytes print(Node node) {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setIndicatorIndent(0);
    options.setSplitLines(false);
    return Bytes.utf8(new Yaml(options).dump(plain(node)));
  }

  /// A plain date is a text: JSON has no dates.
  private static final class NoTimestamps extends Resolver {
    @Override
    public void addImplicitResolver(
        Tag tag, java.util.regex.Pattern pattern, String first, int limit) {
      if (tag != Tag.TIMESTAMP) super.addImplicitResolver(tag, pattern, first, limit);
    }
  }

  private static Node tree(@Nullable Object value) {
    return switch (value) {
      case null -> NullNode.NULL;
      case String text -> new StringNode(text);
      case Boolean bool -> BoolNode.of(bool);
      case Integer number -> new LongNode(number);
      case Long number -> new LongNode(number);
      case Number number -> new DoubleNode(number.doubleValue());
      case List<?> list -> ListNode.of(list.stream().map(YamlText::tree).toList());
      case Map<?, ?> map -> {
        var out = ObjectNode.builder();
        map.forEach((k, v) -> out.put(String.valueOf(k), tree(v)));
        yield out.build();
      }
      default -> new StringNode(value.toString());
    };
  }

  private static @Nullable Object plain(Node node) {
    return switch (node) {
      case NullNode _ -> null;
      case StringNode(String text) -> text;
      case BoolNode bool -> bool.value();
      case LongNode(long number) -> number;
      case DoubleNode(double number) -> number;
      case ListNode(List<Node> items) -> {
        var out = new ArrayList<@Nullable Object>();
        for (Node item : items) out.add(plain(item));
        yield out;
      }
      case ObjectNode object -> {
        var out = new TreeMap<String, @Nullable Object>();
        object.forEach((name, value) -> out.put(name, plain(value)));
        yield out;
      }
    };
  }
}
