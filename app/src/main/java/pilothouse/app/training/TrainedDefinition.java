package pilothouse.app.training;

import java.util.StringJoiner;

/// A definition of custom resources as operators have them, and an object of it: long schemas with all that is common in them.
///
/// @param number tells it from others
record TrainedDefinition(int number) {
  private static final int SECTIONS = 12;
  private static final String SECTION =
      """
      {"type":"object","description":"What there is to say of this section, at some length.","required":["name"],"properties":{\
      "name":{"type":"string","description":"The name of it, which is not the empty string.","minLength":1,"maxLength":200,"pattern":"^[a-z-]+$"},\
      "mode":{"type":"string","description":"How it works: one of some words.","enum":["On","Off"],"default":"On"},\
      "count":{"type":"integer","format":"int32","description":"How many of it there are.","minimum":0,"maximum":100},\
      "share":{"x-kubernetes-int-or-string":true,"anyOf":[{"type":"integer"},{"type":"string"}],"description":"A number or a share."},\
      "labels":{"type":"object","additionalProperties":{"type":"string"},"description":"What it is found by."},\
      "ports":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"],"description":"Where it listens.",\
      "items":{"type":"object","required":["name"],"properties":{"name":{"type":"string"},"port":{"type":"integer","nullable":true}}}},\
      "raw":{"type":"object","x-kubernetes-preserve-unknown-fields":true,"description":"Anything at all."}}}\
      """;

  private String group() {
    return "g" + number % 4 + ".trained.example.com";
  }

  String name() {
    return "parts" + number + "." + group();
  }

  String objects() {
    return "/apis/" + group() + "/v1/namespaces/default/parts" + number;
  }

  String definition() {
    var sections = new StringJoiner(",");
    for (int i = 0; i < SECTIONS; i++) sections.add("\"section" + i + "\":" + SECTION);
    return """
    {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"%s"},"spec":{"group":"%s","scope":"Namespaced",\
    "names":{"plural":"parts%d","singular":"part%d","kind":"Part%d","listKind":"Part%dList"},"versions":[{"name":"v1","served":true,"storage":true,\
    "subresources":{"status":{}},"additionalPrinterColumns":[{"name":"Mode","type":"string","jsonPath":".spec.section0.mode"}],\
    "schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{%s}},\
    "status":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}}}]}}\
    """
        .formatted(name(), group(), number, number, number, number, sections);
  }

  String object() {
    return """
    {"apiVersion":"%s/v1","kind":"Part%d","metadata":{"name":"trained"},"spec":{"section0":{"name":"a","count":1,"ports":[{"name":"b","port":1}]}}}\
    """
        .formatted(group(), number);
  }
}
