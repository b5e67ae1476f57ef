package pilothouse.builtins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pilothouse.api.schema.StructType;
import pilothouse.builtins.table.FieldDocs;
import pilothouse.registry.ResourceDefinition;
import pilothouse.registry.Subresource;
import pilothouse.registry.Verb;

class BuiltinsTest {
  private final List<ResourceDefinition> definitions =
      Builtins.definitions(
          kind -> new StructType(kind.kind(), List.of(), false, true),
          new Strategies(Map.of()),
          FieldDocs.NONE);

  @Test
  void everyResourceThatIsOnByDefaultIsDefined() {
    assertThat(definitions.stream().map(ResourceDefinition::resource)).hasSize(68);
    assertThat(Builtins.groups()).hasSize(21);
  }

  @Test
  void nodesAreStoredAsMinions() {
    assertThat(find("nodes").storage().orElseThrow().prefix()).isEqualTo("minions");
  }

  @Test
  void namespacesCannotBeDeletedAsACollection() {
    assertThat(find("namespaces").verbs()).doesNotContain(Verb.DELETECOLLECTION).hasSize(7);
  }

  @Test
  void aDeploymentHasAScale() {
    Subresource scale = find("deployments").subresource("scale").orElseThrow();
    assertThat(scale.kind()).hasToString("autoscaling/v1, Kind=Scale");
    assertThat(scale.action()).isInstanceOf(Subresource.Action.Scale.class);
  }

  @Test
  void podsSelectByNode() {
    assertThat(find("pods").selectableFields())
        .anySatisfy(f -> assertThat(f.label()).isEqualTo("spec.nodeName"));
  }

  private ResourceDefinition find(String plural) {
    return definitions.stream()
        .filter(d -> d.names().plural().equals(plural))
        .findFirst()
        .orElseThrow();
  }
}
