package dev.conex.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The PORTS column: `127.0.0.1:8080->80/tcp, 9/tcp`.
final class PortWords {
    private PortWords() {}

    static String of(List<Tree> ports) {
        List<Tree> sorted = new ArrayList<>(ports);
        sorted.sort(Comparator.<Tree>comparingLong(port -> port.number("PrivatePort"))
                .thenComparing(port -> port.text("Type"))
                .thenComparing(port -> port.text("IP")));
        List<String> words = new ArrayList<>();
        for (Tree port : sorted) {
            String inside = port.number("PrivatePort") + "/" + port.text("Type");
            String address = port.text("IP");
            String shown = address.indexOf(':') >= 0 ? "[" + address + "]" : address;
            words.add(
                    port.number("PublicPort") == 0 ? inside : shown + ":" + port.number("PublicPort") + "->" + inside);
        }
        return String.join(", ", words);
    }
}
