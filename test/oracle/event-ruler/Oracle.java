import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.event.ruler.Machine;

/**
 * Asks event-ruler. Reads one case a line, {"pattern": text, "events": [text...], "machines": n}, and answers each
 * with one line: "invalid", a tab and the reason; or "valid", a tab and for each event a 1, a 0, an E (refused), or a
 * ? where n machines of the same pattern do not agree: some answers of ruler hang on the order of hash codes.
 */
public final class Oracle {
    public static void main(String[] arguments) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, false, "UTF-8");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode request = mapper.readTree(line);
            out.println(answer(request));
        }
        out.flush();
    }

    private static String answer(JsonNode request) {
        List<Machine> machines = new ArrayList<>();
        try {
            for (int made = 0; made < request.get("machines").asInt(); made++) {
                Machine machine = Machine.builder().build();
                machine.addRule("rule", request.get("pattern").asText());
                machines.add(machine);
            }
        } catch (Exception refused) {
            return "invalid\t" + String.valueOf(refused.getMessage()).replaceAll("\\s+", " ");
        }
        StringBuilder verdicts = new StringBuilder("valid\t");
        for (JsonNode event : request.get("events")) {
            long distinct = machines.stream().map(machine -> verdict(machine, event.asText())).distinct().count();
            verdicts.append(distinct == 1 ? verdict(machines.get(0), event.asText()) : '?');
        }
        return verdicts.toString();
    }

    private static char verdict(Machine machine, String event) {
        try {
            return machine.rulesForJSONEvent(event).isEmpty() ? '0' : '1';
        } catch (Exception refused) {
            return 'E';
        }
    }
}
