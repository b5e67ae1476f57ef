package pilothouse.wire.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pilothouse.wire.Admin;
import pilothouse.wire.ServerUnderTest;
import pilothouse.wire.SharedServer;

/// Documents nest 10,000 levels deep and no deeper, as upstream reads them.
@ExtendWith(SharedServer.class)
final class DeepDocumentsTest {
  private static final int FAR = 100_000;
  private static final int DEEP = 9_000;
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String REVISIONS = "/apis/apps/v1/namespaces/default/controllerrevisions";
  private static final String JSON_PATCH = "application/json-patch+json";

  private final Admin admin;

  DeepDocumentsTest(ServerUnderTest server) throws Exception {
    admin = Admin.of(server);
  }

  @AfterEach
  void theRestKeepsServing() throws Exception {
    assertThat(admin.get("/readyz").body()).isEqualTo("ok");
    assertThat(admin.get(REVISIONS).statusCode()).isEqualTo(200);
    assertThat(admin.get(MAPS).statusCode()).isEqualTo(200);
    admin.close();
  }

  private static String nested(int depth) {
    return "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
  }

  /// An object with a field in which anything may stand.
  private static String revision(String name, String data) {
    return "{\"apiVersion\":\"apps/v1\",\"kind\":\"ControllerRevision\",\"metadata\":{\"name\":\"%s\"},"
            .formatted(name)
        + "\"revision\":1,\"data\":"
        + data
        + "}";
  }

  @Test
  void bracketsByTheHundredThousandAreRefused() throws Exception {
    for (String body :
        List.of("[".repeat(FAR), "{\"a\":".repeat(FAR), "[".repeat(FAR) + "]".repeat(FAR)))
      assertThat(admin.post(MAPS, Admin.JSON, body).statusCode()).isEqualTo(400);
    for (String body : List.of("[".repeat(FAR), "{a: ".repeat(FAR), "- ".repeat(FAR)))
      assertThat(admin.post(MAPS, "application/yaml", body).statusCode()).isEqualTo(400);
    assertThat(admin.post(REVISIONS, Admin.JSON, revision("far", nested(FAR))).statusCode())
        .isEqualTo(400);
  }

  @Test
  void patchesOfBracketsAreRefused() throws Exception {
    admin.post(MAPS, Admin.JSON, Admin.configMap("patched"));
    for (String type : List.of(JSON_PATCH, "application/merge-patch+json"))
      for (String body : List.of("[".repeat(FAR), "{\"data\":".repeat(FAR)))
        assertThat(admin.patch(MAPS + "/patched", type, body).statusCode()).isEqualTo(400);
    String apply = MAPS + "/patched?fieldManager=deep";
    assertThat(admin.patch(apply, "application/apply-patch+yaml", "[".repeat(FAR)).statusCode())
        .isEqualTo(400);
  }

  @Test
  void whatIsDeepButReadableIsStoredAndReadInEveryForm() throws Exception {
    var created = admin.post(REVISIONS, Admin.JSON, revision("deep", nested(DEEP)));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    assertThat(admin.get(REVISIONS + "/deep").body()).contains(nested(DEEP));
    for (String form :
        List.of(
            "application/vnd.kubernetes.protobuf",
            "application/json;as=Table;v=v1;g=meta.k8s.io",
            "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io"))
      assertThat(admin.send(admin.request(REVISIONS + "/deep").header("Accept", form)).statusCode())
          .as(form)
          .isEqualTo(200);
    String label = "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}";
    assertThat(admin.patch(REVISIONS + "/deep", "application/merge-patch+json", label).statusCode())
        .isEqualTo(200);
    String apply = REVISIONS + "/deep-applied?fieldManager=deep";
    assertThat(
            admin
                .patch(
                    apply, "application/apply-patch+yaml", revision("deep-applied", nested(DEEP)))
                .statusCode())
        .isEqualTo(201);
    assertThat(admin.delete(REVISIONS + "/deep").statusCode()).isEqualTo(200);
  }

  /// Not as deep as it could be: what is indented grows with the square of the depth.
  @Test
  void whatIsDeepIsIndented() throws Exception {
    admin.post(REVISIONS, Admin.JSON, revision("indented", nested(1500)));
    String path = REVISIONS + "/indented";
    assertThat(admin.get(path + "?pretty=true").body()).contains(" ".repeat(3000) + "\"a\": 1\n");
    assertThat(admin.send(admin.request(path).header("Accept", "application/yaml")).body())
        .contains(" ".repeat(3000) + "a: 1\n");
  }

  @Test
  void aPatchCannotPutTwoDepthsOnTopOfEachOther() throws Exception {
    admin.post(REVISIONS, Admin.JSON, revision("stacked", nested(DEEP)));
    String add =
        "[{\"op\":\"add\",\"path\":\"/data%s/x\",\"value\":%s}]"
            .formatted("/a".repeat(DEEP - 1), nested(DEEP));
    assertThat(admin.patch(REVISIONS + "/stacked", JSON_PATCH, add).statusCode()).isEqualTo(422);
    assertThat(admin.get(REVISIONS + "/stacked").statusCode()).isEqualTo(200);
    assertThat(admin.delete(REVISIONS + "/stacked").statusCode()).isEqualTo(200);
  }

  @Test
  void deepFieldsThatAreNotThereAreDropped() throws Exception {
    String map = Admin.configMap("deep-unknown").replaceFirst("}$", ",\"x\":" + nested(DEEP) + "}");
    assertThat(admin.post(MAPS + "?fieldValidation=Strict", Admin.JSON, map).statusCode())
        .isEqualTo(400);
    assertThat(admin.post(MAPS, Admin.JSON, map).statusCode()).isEqualTo(201);
  }
}
