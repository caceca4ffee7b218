package dev.conex.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Shows a stream of progress messages: on a terminal one line a layer, redrawn in place; elsewhere a line a change.
final class Progress {
    private static final int BAR_CHARS = 50;
    private static final String CLEAR = "\033[2K\r";

    private final PrintStream out;
    private final boolean live;
    private final boolean quiet;
    private final Map<String, String> lines = new LinkedHashMap<>();
    private final Map<String, String> lastStatus = new LinkedHashMap<>();
    private Tree aux = new Tree(null);

    Progress(PrintStream out, boolean live, boolean quiet) {
        this.out = out;
        this.live = live;
        this.quiet = quiet;
    }

    /// Reads to the end.
    ///
    /// @return the last `aux` message
    /// @throws StreamError when a message is an error
    Tree follow(InputStream in) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (!line.isBlank()) {
                show(Daemon.read(line.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return aux;
    }

    private void show(Tree message) {
        if (!message.at("error").missing()) {
            out.flush();
            throw new StreamError(message.text("error"), (int) message.number("errorDetail", "code"));
        }
        if (!message.at("aux").missing()) {
            aux = message.at("aux");
            return;
        }
        if (quiet) {
            return;
        }
        if (!message.at("stream").missing()) {
            out.print(message.text("stream"));
            out.flush();
            return;
        }
        String id = message.text("id");
        String status = message.text("status");
        if (id.isEmpty()) {
            out.println(status);
        } else if (live) {
            redraw(id, id + ": " + status + bar(message.at("progressDetail")));
        } else if (!status.equals(lastStatus.put(id, status))) {
            out.println(id + ": " + status);
        }
        out.flush();
    }

    private void redraw(String id, String text) {
        if (!lines.containsKey(id)) {
            lines.put(id, text);
            out.println(text);
            return;
        }
        lines.put(id, text);
        int up = lines.size() - position(id);
        out.print("\033[%dA".formatted(up) + CLEAR + text + "\033[%dB\r".formatted(up));
    }

    private int position(String id) {
        int position = 0;
        for (String key : lines.keySet()) {
            if (key.equals(id)) {
                return position;
            }
            position++;
        }
        return position;
    }

    private static String bar(Tree detail) {
        double current = detail.decimal("current");
        double total = detail.decimal("total");
        if (current <= 0) {
            return "";
        }
        if (total <= 0) {
            return " " + Sizes.human(current);
        }
        int done = (int) Math.min(BAR_CHARS, current / total * BAR_CHARS);
        String head = done < BAR_CHARS ? ">" : "";
        return " [" + "=".repeat(done) + head + " ".repeat(Math.max(0, BAR_CHARS - done - head.length())) + "] "
                + Sizes.human(current) + "/" + Sizes.human(total);
    }
}
