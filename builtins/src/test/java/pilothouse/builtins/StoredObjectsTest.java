package pilothouse.builtins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import pilothouse.api.Bytes;
import pilothouse.api.GroupVersion;
import pilothouse.api.codec.DecodeException;
import pilothouse.api.codec.TypedDecoder;
import pilothouse.api.json.JsonDocument;
import pilothouse.api.json.JsonReader;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.protobuf.Envelope;
import pilothouse.api.protobuf.ProtobufException;
import pilothouse.api.protobuf.ProtobufReader;
import pilothouse.api.protobuf.ProtobufWriter;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.TypeLibrary;
import pilothouse.api.tree.ObjectNode;

/// One object of each kind as a 1.36 server stores it, with what it answers to a GET: `value<TAB>served` lines.
class StoredObjectsTest {
  private final TypeLibrary types = BuiltinTypes.read();

  /// They hold raw JSON, which is stored with the client's white space and written here without.
  private static final Set<String> WITH_RAW_JSON =
      Set.of("ControllerRevision", "DeviceClass", "ResourceClaim", "ResourceClaimTemplate");

  /// They were served with defaults that reading adds, or changed between the two.
  private static final Set<String> SERVED_OTHERWISE =
      Set.of("StatefulSet", "PersistentVolumeClaim", "Job", "FlowSchema");

  private record Stored(byte[] value, String served) {}

  private static List<Stored> protobuf() {
    var out = new ArrayList<Stored>();
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    StoredObjectsTest.class.getResourceAsStream("stored-objects.tsv.gz")),
                StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] parts = line.split("\t", 2);
        byte[] value = Base64.getDecoder().decode(parts[0]);
        if (Envelope.matches(value)) out.add(new Stored(value, parts[1]));
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return out;
  }

  private StructType type(Envelope envelope) {
    var version = GroupVersion.parse(envelope.apiVersion());
    return types
        .type(version.kind(envelope.kind()))
        .or(() -> types.type(new GroupVersion(version.group(), "v1").kind(envelope.kind())))
        .orElseThrow();
  }

  @Test
  void whatWasStoredIsWrittenAgainByteForByte() {
    var softly = new SoftAssertions();
    for (Stored stored : protobuf()) {
      Envelope envelope = Envelope.read(stored.value);
      ObjectNode object = ProtobufReader.read(envelope, type(envelope), types);
      Bytes written = ProtobufWriter.write(object, type(envelope), types);
      if (WITH_RAW_JSON.contains(envelope.kind()))
        softly
            .assertThat(
                ProtobufReader.read(Envelope.read(written.unsafeArray()), type(envelope), types))
            .as(envelope.kind())
            .isEqualTo(object);
      else
        softly
            .assertThat(Base64.getEncoder().encodeToString(written.unsafeArray()))
            .as(envelope.kind())
            .isEqualTo(Base64.getEncoder().encodeToString(stored.value));
    }
    softly.assertAll();
  }

  @Test
  void whatWasStoredReadsAsWhatIsServed() {
    var softly = new SoftAssertions();
    for (Stored stored : protobuf()) {
      Envelope envelope = Envelope.read(stored.value);
      ObjectNode served = JsonReader.tree(Bytes.utf8(stored.served).unsafeArray()).object();
      if (!served.get("apiVersion").text().equals(envelope.apiVersion())) continue;
      ObjectNode object = ProtobufReader.read(envelope, type(envelope), types);
      if (!SERVED_OTHERWISE.contains(envelope.kind()))
        softly
            .assertThat(object.toString())
            .as(envelope.kind())
            .isEqualTo(served.withoutAt(List.of("metadata", "resourceVersion")).toString());
      ObjectNode decoded =
          TypedDecoder.decode(JsonDocument.of(served), type(envelope), types).object();
      softly.assertThat(decoded.toString()).as(envelope.kind()).isEqualTo(served.toString());
    }
    softly.assertAll();
  }

  @Test
  void brokenBytesAreRefusedClearly() {
    var random = new Random(7);
    for (Stored stored : protobuf()) {
      for (int round = 0; round < 50; round++) {
        byte[] bytes = stored.value.clone();
        for (int i = 0; i < 3; i++)
          bytes[4 + random.nextInt(bytes.length - 4)] = (byte) random.nextInt(256);
        Envelope original = Envelope.read(stored.value);
        assertThatCode(() -> readAndWrite(bytes, type(original))).doesNotThrowAnyException();
      }
    }
  }

  private void readAndWrite(byte[] bytes, StructType type) {
    try {
      ObjectNode object = ProtobufReader.read(Envelope.read(bytes), type, types);
      assertThat(JsonReader.tree(JsonWriter.compact(object).unsafeArray())).isNotNull();
    } catch (ProtobufException | DecodeException clear) {
      assertThat(clear.getMessage()).isNotBlank();
    }
  }
}
