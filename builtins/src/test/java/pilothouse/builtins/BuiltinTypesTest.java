package pilothouse.builtins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pilothouse.api.Bytes;
import pilothouse.api.GroupVersion;
import pilothouse.api.codec.DecodeException;
import pilothouse.api.codec.Decoded;
import pilothouse.api.codec.TypedDecoder;
import pilothouse.api.json.JsonDocument;
import pilothouse.api.json.JsonReader;
import pilothouse.api.schema.ListKind;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.Type;
import pilothouse.api.schema.TypeLibrary;

class BuiltinTypesTest {
  private final TypeLibrary types = BuiltinTypes.read();

  private StructType type(String apiVersion, String kind) {
    return types.type(GroupVersion.parse(apiVersion).kind(kind)).orElseThrow();
  }

  private Decoded decode(String apiVersion, String kind, String json) {
    return TypedDecoder.decode(JsonReader.read(Bytes.utf8(json)), type(apiVersion, kind), types);
  }

  @Test
  void everyTypeCanBeMadeWithAllItsFields() {
    for (String name : types.names())
      for (var member : types.type(name).members())
        assertThat(member.field().type().resolved()).as(name).isNotNull();
  }

  @Test
  void membersOfInlinedStructsStandInTheOuterOne() {
    StructType volume = types.type("io.k8s.api.core.v1.Volume");
    assertThat(volume.field("hostPath")).isPresent();
    assertThat(volume.field("volumeSource")).isEmpty();
    assertThat(volume.field(2).orElseThrow().inline()).isTrue();
  }

  @Test
  void listsKnowHowTheyMerge() {
    var ports = types.type("io.k8s.api.core.v1.Container").field("ports").orElseThrow();
    assertThat(ports.type()).isInstanceOf(Type.ListOf.class);
    var list = (Type.ListOf) ports.type();
    assertThat(list.kind()).isEqualTo(ListKind.MAP);
    assertThat(list.keys()).containsExactly("containerPort", "protocol");
    assertThat(ports.patching().mergeKey()).isEqualTo("containerPort");
  }

  @Test
  void anObjectComesOutInDeclarationOrderWithZeroValuesAsGoWritesThem() {
    Decoded pod =
        decode(
            "v1",
            "Pod",
            """
            {"status":null,"spec":{"containers":[{"image":"i","name":"a","resources":{"limits":{"memory":"1.5Gi","cpu":0.5}}}],"hostNetwork":false,
            "volumes":[{"hostPath":{"path":"/x"},"name":"v"}]},"metadata":{"labels":{"b":"1","a":null},"name":"p","creationTimestamp":null},
            "apiVersion":"v1","kind":"Pod"}
            """);
    assertThat(pod.object())
        .hasToString(
            "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"p\",\"labels\":{\"a\":\"\",\"b\":\"1\"}},"
                + "\"spec\":{\"volumes\":[{\"name\":\"v\",\"hostPath\":{\"path\":\"/x\"}}],\"containers\":[{\"name\":\"a\",\"image\":\"i\","
                + "\"resources\":{\"limits\":{\"cpu\":\"500m\",\"memory\":\"1536Mi\"}}}]},\"status\":{}}");
    assertThat(pod.strictErrors()).isEmpty();
    assertThat(
            TypedDecoder.decode(JsonDocument.of(pod.object()), type("v1", "Pod"), types).object())
        .hasToString(pod.object().toString());
  }

  @Test
  void unknownAndRepeatedMembersAreReportedInDocumentOrder() {
    Decoded map =
        decode(
            "v1",
            "ConfigMap",
            "{\"metadata\":{\"name\":\"a\",\"name\":\"b\",\"bogus\":1},\"data\":{\"a\":\"1\",\"a\":\"2\"},\"DATA\":1}");
    assertThat(map.strictErrors())
        .isEqualTo(
            List.of(
                "duplicate field \"metadata.name\"",
                "unknown field \"metadata.bogus\"",
                "duplicate field \"data.a\"",
                "unknown field \"DATA\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "apps/v1|Deployment|{'spec':{'replicas':'x'}}|json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32",
        "v1|ConfigMap|{'metadata':'x'}|json: cannot unmarshal string into Go struct field ConfigMap.metadata of type v1.ObjectMeta",
        "v1|ConfigMap|{'metadata':{'labels':{'a':true}}}|json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.labels of type string",
        "v1|ConfigMap|{'metadata':{'generation':1.5}}|json: cannot unmarshal number 1.5 into Go struct field ObjectMeta.metadata.generation of type int64",
        "v1|Pod|{'spec':{'containers':[{'ports':{}}]}}|json: cannot unmarshal object into Go struct field Container.spec.containers.ports of type []v1.ContainerPort",
        "v1|Pod|{'spec':{'containers':[{'ports':[[]]}]}}|json: cannot unmarshal array into Go struct field Container.spec.containers.ports of type v1.ContainerPort",
        "v1|Pod|{'spec':{'containers':[{'ports':[{'protocol':1}]}]}}|json: cannot unmarshal number into Go struct field ContainerPort.spec.containers.ports.protocol of type v1.Protocol",
        "v1|Pod|{'spec':{'volumes':[{'fc':{'lun':'x'}}]}}|json: cannot unmarshal string into Go struct field FCVolumeSource.spec.volumes.VolumeSource.fc.lun of type int32",
        "v1|Pod|{'spec':{'volumes':[{'configMap':{'name':1}}]}}|json: cannot unmarshal number into Go struct field ConfigMapVolumeSource.spec.volumes.VolumeSource.configMap.LocalObjectReference.name of type string",
        "v1|PersistentVolume|{'spec':{'capacity':[]}}|json: cannot unmarshal array into Go struct field PersistentVolumeSpec.spec.capacity of type v1.ResourceList",
        "v1|Secret|{'data':{'a':'not base64!'}}|illegal base64 data at input byte 3",
        "v1|Secret|{'data':[]}|json: cannot unmarshal array into Go struct field Secret.data of type map[string][]uint8",
        "coordination.k8s.io/v1|Lease|{'spec':{'renewTime':'x'}}|parsing time \"x\" as \"2006-01-02T15:04:05.000000Z07:00\": cannot parse \"x\" as \"2006\"",
      })
  void aValueOfAWrongTypeIsToldInGosWords(
      String apiVersion, String kind, String json, String message) {
    assertThatThrownBy(() -> decode(apiVersion, kind, json.replace('\'', '"')))
        .isInstanceOf(DecodeException.class)
        .hasMessage(message);
  }
}
