package pilothouse.builtins.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pilothouse.builtins.Findings;

class VolumeAttachmentTest {
  private static final Findings ATTACHMENTS = Findings.in("storage.k8s.io/v1/volumeattachments");

  private static String inline(String spec) {
    return "{'spec':{'attacher':'a','nodeName':'n','source':{'inlineVolumeSpec':" + spec + "}}}";
  }

  @Test
  void anInlineVolumeIsOfADriverAndBelongsToNobody() {
    assertThat(ATTACHMENTS.create(inline("{'accessModes':['ReadWriteOnce'],'claimRef':{}}")))
        .contains(
            "spec.source.inlineVolumeSpec.csi: Required value: has to be specified in the context of"
                + " inline volumes",
            "spec.source.inlineVolumeSpec: Required value: must specify a volume type");
    assertThat(
            ATTACHMENTS.create(
                inline(
                    """
                    {'accessModes':['ReadWriteOnce'],'csi':{'driver':'d','volumeHandle':'h'},
                     'storageClassName':'s','volumeMode':'Block'}\
                    """)))
        .containsExactly(
            "spec.source.inlineVolumeSpec.storageClassName: Forbidden: may not be specified in the"
                + " context of inline volumes",
            "spec.source.inlineVolumeSpec.volumeMode: Forbidden: may not specify volumeMode other"
                + " than Filesystem in the context of inline volumes");
  }

  @Test
  void aChangedSpecIsShownWhole() {
    String one = "{'spec':{'attacher':'a','nodeName':'n','source':{'persistentVolumeName':'v'}}}";
    assertThat(ATTACHMENTS.update(one, one.replace("'n'", "'m'")))
        .containsExactly(
            "spec: Invalid value: {\"Attacher\":\"a\",\"Source\":{\"PersistentVolumeName\":\"v\","
                + "\"InlineVolumeSpec\":null},\"NodeName\":\"m\"}: field is immutable");
  }
}
