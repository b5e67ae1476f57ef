package pilothouse.builtins.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pilothouse.builtins.Findings;

class EventTest {
  private static final Findings CORE = Findings.in("v1/events");
  private static final Findings GROUPED = Findings.in("events.k8s.io/v1/events");
  private static final String NEW =
      """
      {'metadata':{'name':'e','namespace':'ns'},'eventTime':'2026-01-02T03:04:05.000000Z',
       'reportingController':'a/b','reportingInstance':'i','action':'A','reason':'R','type':'Normal',
       'regarding':{'namespace':'ns'}}\
      """;

  @Test
  void anOldEventBelongsToTheNamespaceOfItsObject() {
    assertThat(CORE.create("{'metadata':{'namespace':'ns'},'involvedObject':{'namespace':'x'}}"))
        .containsExactly(
            "involvedObject.namespace: Invalid value: \"x\": does not match event.namespace");
    assertThat(CORE.create("{'metadata':{'namespace':'default'},'involvedObject':{}}")).isEmpty();
  }

  @Test
  void aNewEventMayTellOfAnotherNamespace() {
    assertThat(
            GROUPED.create(
                NEW.replace("'regarding':{'namespace':'ns'}", "'regarding':{'namespace':'x'}")))
        .isEmpty();
  }

  @Test
  void messagesNameTheFieldsOfTheCoreGroup() {
    assertThat(GROUPED.create(NEW.replace("'regarding':{'namespace':'ns'}", "'regarding':{}")))
        .containsExactly(
            "involvedObject.namespace: Invalid value: \"\": does not match event.namespace");
  }

  @Test
  void aSeriesHasAtLeastTwoEvents() {
    assertThat(GROUPED.create(NEW.replace("{'metadata'", "{'series':{'count':1},'metadata'")))
        .containsExactly(
            "series.count: Invalid value: \"\": should be at least 2",
            "series.lastObservedTime: Required value");
  }

  @Test
  void throughItsOwnGroupOnlyTheSeriesOfAnEventChanges() {
    assertThat(GROUPED.update(NEW, NEW.replace("'action':'A'", "'action':'B'")))
        .containsExactly("action: Invalid value: \"B\": field is immutable");
    String series = "{'series':{'count':2,'lastObservedTime':'2026-01-02T03:04:05.000000Z'},";
    assertThat(GROUPED.update(NEW, NEW.replace("{'metadata'", series + "'metadata'"))).isEmpty();
  }

  @Test
  void theCoreGroupChangesAnything() {
    String old = "{'metadata':{'namespace':'ns'},'involvedObject':{'namespace':'ns'}}";
    assertThat(CORE.update(old, old.replace("{'metadata'", "{'message':'m','metadata'"))).isEmpty();
  }
}
