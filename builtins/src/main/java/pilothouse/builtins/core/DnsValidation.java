package pilothouse.builtins.core;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.IpText;

/// The checks of a pod's own DNS settings and host aliases.
final class DnsValidation {
  private static final int MOST_NAMESERVERS = 3;
  private static final int MOST_SEARCHES = 32;
  private static final int MOST_CHARACTERS = 2048;

  private DnsValidation() {}

  static void config(ObjectNode spec, FieldPath at, Errors errors) {
    Node config = spec.get("dnsConfig");
    List<Node> servers = config.get("nameservers").items();
    if (spec.get("dnsPolicy").text().equals("None")) {
      if (config.isNull()) {
        errors.add(FieldError.required(at, "must provide `dnsConfig` when `dnsPolicy` is None"));
        return;
      }
      if (servers.isEmpty())
        errors.add(
            FieldError.required(
                at.child("nameservers"),
                "must provide at least one DNS nameserver when `dnsPolicy` is None"));
    }
    if (servers.size() > MOST_NAMESERVERS)
      errors.add(
          FieldError.invalid(
              at.child("nameservers"),
              config.get("nameservers"),
              "must not have more than 3 nameservers"));
    for (int i = 0; i < servers.size(); i++)
      Checks.format(
          at.child("nameservers").index(i), servers.get(i).text(), IpText::checkAddress, errors);
    searches(at.child("searches"), config.get("searches"), errors);
    List<Node> options = config.get("options").items();
    for (int i = 0; i < options.size(); i++)
      if (options.get(i).get("name").text().isEmpty())
        errors.add(FieldError.required(at.child("options").index(i), "must not be empty"));
  }

  private static void searches(FieldPath at, Node searches, Errors errors) {
    List<Node> items = searches.items();
    if (items.size() > MOST_SEARCHES)
      errors.add(FieldError.invalid(at, searches, "must not have more than 32 search paths"));
    int characters = Math.max(0, items.size() - 1);
    for (Node item : items) characters += item.text().length();
    if (characters > MOST_CHARACTERS)
      errors.add(
          FieldError.invalid(
              at,
              searches,
              "must not have more than 2048 characters (including spaces) in the search list"));
    for (int i = 0; i < items.size(); i++) search(at.index(i), items.get(i).text(), errors);
  }

  /// A domain, with or without the closing dot, in which labels may hold underscores; `.` alone is the root.
  private static void search(FieldPath at, String search, Errors errors) {
    if (search.equals(".")) return;
    String name = search.endsWith(".") ? search.substring(0, search.length() - 1) : search;
    if (Formats.dnsSubdomain(name.replace('_', 'a')).isEmpty()) return;
    Checks.format(at, name, Formats::dnsSubdomain, errors);
  }

  static void hostAliases(FieldPath at, Node aliases, Errors errors) {
    List<Node> items = aliases.items();
    for (int i = 0; i < items.size(); i++) {
      FieldPath path = at.index(i);
      Checks.format(path.child("ip"), items.get(i).get("ip").text(), IpText::checkReadable, errors);
      for (Node name : items.get(i).get("hostnames").items())
        Checks.format(path.child("hostnames"), name.text(), Formats::dnsSubdomain, errors);
    }
  }
}
