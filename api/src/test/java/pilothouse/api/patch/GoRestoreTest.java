package pilothouse.api.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static pilothouse.api.patch.Trees.list;
import static pilothouse.api.patch.Trees.obj;

import java.util.List;
import org.junit.jupiter.api.Test;
import pilothouse.api.schema.Field;
import pilothouse.api.schema.ListKind;
import pilothouse.api.schema.Patching;
import pilothouse.api.schema.Presence;
import pilothouse.api.schema.ScalarType;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.Type;
import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.NullNode;

class GoRestoreTest {
  private static final StructType TYPE =
      new StructType(
          "x.Spec",
          List.of(
              field("name", ScalarType.STRING),
              field("replicas", ScalarType.INT32),
              field("items", new Type.ListOf(ScalarType.STRING, ListKind.ATOMIC, List.of())),
              field("data", new Type.MapOf(ScalarType.BYTES, false))),
          false,
          false);

  private static Field field(String name, Type type) {
    return new Field(
        name, 1, type, Presence.UNLESS_ZERO, false, Patching.REPLACE, NullNode.NULL, false);
  }

  private static void refused(String why, Object... members) {
    assertThat(GoRestore.refusal(obj(members), TYPE)).contains(why);
  }

  @Test
  void whatDoesNotFitIsToldInTheConvertersWords() {
    refused("unrecognized type: int32", "replicas", "x");
    refused("cannot convert float64 to int32", "replicas", new DoubleNode(1.5));
    refused("cannot convert int64 to string", "name", 5);
    refused("cannot restore slice from string", "items", "x");
    refused("cannot restore slice from map", "items", obj());
    refused("cannot restore slice from int64", "data", obj("a", 5));
    assertThat(GoRestore.refusal(list(), TYPE)).contains("cannot restore struct from: slice");
  }

  @Test
  void whatFitsIsNotRefused() {
    assertThat(GoRestore.refusal(obj("name", "x", "replicas", 1, "items", list("a")), TYPE))
        .isEmpty();
  }
}
