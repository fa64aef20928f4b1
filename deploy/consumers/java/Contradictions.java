// Prints new contradictions as they come: mvn -q compile exec:java -Dexec.args=GROUP. CROSSWIRE_KAFKA is the address.
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

public class Contradictions {
    // The fields that are used here; new ones may come at any time, and are passed over.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Contradiction(@JsonProperty("contradiction_id") String id, String type, String state, String explanation) {}

    public static void main(String[] arguments) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", System.getenv().getOrDefault("CROSSWIRE_KAFKA", "127.0.0.1:29092"),
                "group.id", arguments.length > 0 ? arguments[0] : "newsdesk",
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false",
                "key.deserializer", ByteArrayDeserializer.class.getName(),
                "value.deserializer", ByteArrayDeserializer.class.getName());
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        ObjectMapper json = new ObjectMapper();
        Set<String> known = new HashSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
            Runtime.getRuntime().addShutdownHook(new Thread(consumer::wakeup));
            consumer.subscribe(List.of("crosswire.contradictions.v1"));
            while (true) {
                for (var message : consumer.poll(Duration.ofSeconds(1))) {
                    if (message.value() == null) {
                        continue; // a tombstone: forgotten
                    }
                    Contradiction found = json.readValue(message.value(), Contradiction.class);
                    if (found.state().equals("open") && known.add(found.id())) {
                        out.println(found.type() + "\t" + found.id() + "\t" + found.explanation());
                    }
                }
                try {
                    consumer.commitSync();
                } catch (CommitFailedException | RetriableException error) {
                    System.err.println("not committed, so it may be printed again: " + error.getMessage());
                }
            }
        } catch (WakeupException ended) {
            // asked to end
        }
    }
}
