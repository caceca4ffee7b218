package dev.conex.build;

import java.util.ArrayList;
import java.util.List;

/// Says which input made a key differ from an earlier one. Pure.
public final class WhyMissed {
    private WhyMissed() {}

    /// The differences, one a line; empty when there are none.
    public static List<String> between(List<KeyPart> before, List<KeyPart> now) {
        var lines = new ArrayList<String>();
        var gone = new ArrayList<>(before);
        var added = new ArrayList<>(now);
        for (var part : before) {
            if (added.remove(part)) {
                gone.remove(part);
            }
        }
        for (var part : gone) {
            var same = added.stream().filter(p -> p.name().equals(part.name())).findFirst();
            if (same.isPresent()) {
                added.remove(same.get());
                lines.add("%s changed from \"%s\" to \"%s\""
                        .formatted(part.name(), part.value(), same.get().value()));
            } else {
                lines.add("%s \"%s\" is gone".formatted(part.name(), part.value()));
            }
        }
        added.forEach(p -> lines.add("%s \"%s\" is new".formatted(p.name(), p.value())));
        return lines;
    }
}
