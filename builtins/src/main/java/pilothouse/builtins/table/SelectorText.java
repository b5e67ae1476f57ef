package pilothouse.builtins.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// Label selectors as text: `app=web,tier in (a,b),!gone`.
///
/// Source: apimachinery `pkg/labels/selector.go`, requirements sorted by key.
final class SelectorText {
  private SelectorText() {}

  /// A `LabelSelector` with `matchLabels` and `matchExpressions`; empty for the one that selects all.
  static String of(ObjectNode selector) {
    var texts = new ArrayList<Map.Entry<String, String>>();
    selector
        .get("matchLabels")
        .object()
        .forEach((k, v) -> texts.add(Map.entry(k, k + "=" + v.text())));
    for (Node expression : selector.get("matchExpressions").items())
      texts.add(Map.entry(expression.get("key").text(), requirement(expression)));
    texts.sort(Map.Entry.comparingByKey());
    return String.join(",", texts.stream().map(Map.Entry::getValue).toList());
  }

  /// A selector as cells show it: `<none>` for one that is absent or selects all.
  static String cell(Node selector) {
    return Cells.orElse(of(selector.object()), Cells.NONE);
  }

  /// Labels as cells show them: `a=b,c=d`, or `<none>`.
  static String labelsCell(Node labels) {
    return Cells.orElse(ofMap(labels.object()), Cells.NONE);
  }

  /// A plain map of labels.
  static String ofMap(ObjectNode labels) {
    var sorted = new TreeMap<String, String>();
    labels.forEach((k, v) -> sorted.put(k, k + "=" + v.text()));
    return String.join(",", sorted.values());
  }

  private static String requirement(Node expression) {
    String key = expression.get("key").text();
    return switch (expression.get("operator").text()) {
      case "Exists" -> key;
      case "DoesNotExist" -> "!" + key;
      case "In" -> key + " in (" + values(expression) + ")";
      default -> key + " notin (" + values(expression) + ")";
    };
  }

  private static String values(Node expression) {
    List<String> values =
        expression.get("values").items().stream().map(Node::text).sorted().toList();
    return String.join(",", values);
  }
}
